package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * A link of the HTML, or a bare address of a text.
 *
 * @param start where the value of its {@code href} begins in the HTML
 * @param end where that value ends
 * @param target what the value says, entities decoded, white space around it gone
 * @param text what a reader sees of it, or the alternative text of its image
 */
record Anchor(int start, int end, String target, String text) {
    private static final Pattern BARE = Pattern.compile("(?i)https?://[^\\s<>\"'\u0000-\u001f]+");

    /**
     * All {@code a} and {@code area} elements with an {@code href}, in order; not those of a {@code template}, which
     * nobody sees.
     */
    static List<Anchor> of(HtmlBody html, List<HtmlScan.Tag> tags) {
        List<Anchor> anchors = new ArrayList<>();
        int templates = 0;
        for (int i = 0; i < tags.size(); i++) {
            HtmlScan.Tag tag = tags.get(i);
            templates += tag.name().equals("template") ? 1 : 0;
            templates -= tag.name().equals("/template") && templates > 0 ? 1 : 0;
            HtmlScan.Attribute href = tag.attribute("href");
            if (templates == 0
                    && href != null
                    && (tag.name().equals("a") || tag.name().equals("area"))) {
                String text = tag.name().equals("a") ? textOf(html, tags, i) : alternative(html, tag);
                String target = decoded(html, href.start(), href.end()).strip();
                anchors.add(new Anchor(href.start(), href.end(), target, text));
            }
        }
        return anchors;
    }

    /** Addresses that stand in plain text, without the punctuation of the sentence around them. */
    static List<Anchor> inText(HtmlBody text) {
        return BARE.matcher(text.text())
                .results()
                .map(found -> {
                    int end = found.start() + sentenceEnd(found.group());
                    String target = text.meaning(text.text().substring(found.start(), end));
                    return new Anchor(found.start(), end, target, "");
                })
                .toList();
    }

    private static int sentenceEnd(String address) {
        int end = address.length();
        while (end > 0) {
            char last = address.charAt(end - 1);
            boolean closing = last == ')' && address.lastIndexOf('(', end - 1) < 0;
            if (!closing && ".,;:!?]}*_".indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return end;
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
