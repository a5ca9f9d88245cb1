package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.parser.Parser;

/**
 * A link of the HTML.
 *
 * @param start where the value of its {@code href} begins in the HTML
 * @param end where that value ends
 * @param target what the value says, entities decoded, white space around it gone
 * @param text what a reader sees of it, or the alternative text of its image
 */
record Anchor(int start, int end, String target, String text) {
    /** All {@code a} and {@code area} elements with an {@code href}, in order. */
    static List<Anchor> of(HtmlBody html, List<HtmlScan.Tag> tags) {
        List<Anchor> anchors = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            HtmlScan.Tag tag = tags.get(i);
            HtmlScan.Attribute href = tag.attribute("href");
            if (href != null && (tag.name().equals("a") || tag.name().equals("area"))) {
                String text = tag.name().equals("a") ? textOf(html, tags, i) : alternative(html, tag);
                String target = decoded(html, href.start(), href.end()).strip();
                anchors.add(new Anchor(href.start(), href.end(), target, text));
            }
        }
        return anchors;
    }

    private static String decoded(HtmlBody html, int start, int end) {
        return Parser.unescapeEntities(html.meaning(html.text().substring(start, end)), true);
    }

    private static String textOf(HtmlBody html, List<HtmlScan.Tag> tags, int opening) {
        StringBuilder text = new StringBuilder();
        StringBuilder images = new StringBuilder();
        int from = tags.get(opening).end();
        for (HtmlScan.Tag next : tags.subList(opening + 1, tags.size())) {
            text.append(html.text(), from, next.start());
            from = next.end();
            if (next.name().equals("/a") || next.name().equals("a") || text.length() > 2_000) {
                break;
            }
            if (next.name().equals("img")) {
                images.append(' ').append(alternative(html, next));
            }
        }
        String seen = withoutComments(text.toString());
        String plain = PlainText.line(Parser.unescapeEntities(html.meaning(seen), false));
        return plain.isEmpty() ? PlainText.line(images.toString()) : plain;
    }

    private static String withoutComments(String text) {
        return text.indexOf('<') < 0 ? text : text.replaceAll("(?s)<[!?].*?>", "");
    }

    private static String alternative(HtmlBody html, HtmlScan.Tag tag) {
        HtmlScan.Attribute alt = tag.attribute("alt");
        return alt == null ? "" : decoded(html, alt.start(), alt.end());
    }
}
