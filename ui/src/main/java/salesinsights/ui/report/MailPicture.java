package salesinsights.ui.report;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import salesinsights.scoring.report.LinkMap;

/** A mail's HTML with the figure of each link beside it, and without anything that acts. */
final class MailPicture {
    private static final String MARK = "display:inline-block;margin:0 2px;padding:0 5px;border-radius:9px;"
            + "background:#3c4bc4;color:#fff;font:600 11px/16px sans-serif;text-decoration:none";

    private MailPicture() {}

    static String of(LinkMap map) {
        String html = map.html();
        Document mail = Jsoup.parse(html == null ? "" : html);
        mail.select("script, iframe, object, embed, form, base, meta, link, noscript")
                .remove();
        mark(mail, map.places());
        for (Element link : mail.select("a, area")) {
            link.removeAttr("href").removeAttr("target");
        }
        return mail.outerHtml();
    }

    /** Places and links both stand in the order of the mail; a link without a place was not tracked. */
    private static void mark(Document mail, List<LinkMap.Placed> places) {
        Iterator<LinkMap.Placed> left = places.iterator();
        LinkMap.Placed next = left.hasNext() ? left.next() : null;
        for (Element link : mail.select("a[href], area[href]")) {
            if (next == null) {
                return;
            }
            if (leadsTo(link.attr("href"), next.place().destination())) {
                link.after(new Element("span").attr("style", MARK).text(words(next)));
                next = left.hasNext() ? left.next() : null;
            }
        }
    }

    /** Where the address is filled in for each recipient, only what is the same for all can be compared. */
    private static boolean leadsTo(String href, String destination) {
        String plain = href.replaceFirst("[?#].*$", "");
        int filled = plain.indexOf("{{");
        return filled >= 0 ? destination.startsWith(plain.substring(0, filled)) : destination.equals(plain);
    }

    private static String words(LinkMap.Placed placed) {
        Double rate = placed.figure().rate();
        return rate == null
                ? Integer.toString(placed.place().position() + 1)
                : String.format(Locale.ROOT, "%d: %.1f %%", placed.place().position() + 1, rate * 100);
    }
}
