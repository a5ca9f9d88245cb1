package salesinsights.tracking.mailbox;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.message.MimePart;

/**
 * The words that a mail system wrote itself, apart from the message that it gives back.
 *
 * @param lines what it says, line by line; long lines and long texts are cut
 * @param text all lines in one, joined by a line feed
 * @param returned the returned message's header as far as it stands in the same text, else empty
 */
record NoticeText(List<String> lines, String text, String returned) {
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_LINES = 600;
    private static final int MOST_PARTS = 50;
    private static final Set<String> RETURNED = Set.of("message/rfc822", "message/global");

    private static final Optional<Charset> ISO_2022_JP =
            Optional.of("ISO-2022-JP").filter(Charset::isSupported).map(Charset::forName);

    // Where a system goes over from its own words to the message: a ruled heading, a sentence, or a bare header.
    private static final Pattern GOES_OVER = Pattern.compile("(?i)(?:"
            + "[ \\t]{0,8}[-=*_#]{2,60}+[ \\t]{0,4}[^-\\r\\n]{0,40}(?:copy of|original|returned|undelivered|unsent|message header"
            + "|headers? (?:of|follow)|begin)[^\\r\\n]{0,60}"
            + "|[ \\t]{0,8}(?:below (?:is|this line)|original (?:message|mail|headers?)|message headers?|headers? of|returned message"
            + "|the (?:original|returned) (?:message|mail)|(?:this|here|following) is a copy|a copy of (?:the|your)"
            + "|received message|full message)[^\\r\\n@]{0,60}(?:follow|below|copy|attached|message)[^\\r\\n@]{0,40}"
            + "|(?:received|x-received|dkim-signature|return-path|delivered-to|message-id):[ \\t]?\\S[^\\r\\n]*"
            + ")");

    NoticeText {
        lines = List.copyOf(lines);
    }

    static NoticeText of(MimePart mail) {
        StringBuilder own = new StringBuilder();
        List<MimePart> parts = mail.walk().limit(MOST_PARTS).toList();
        boolean plain =
                parts.stream().anyMatch(part -> part.type().media().startsWith("text/") && !part.is("text/html"));
        for (MimePart part : parts) {
            if (RETURNED.contains(part.type().media()) || own.length() > LONGEST_TEXT) {
                break;
            }
            if (isOwnWords(part, plain)) {
                String text = cut(textOf(part));
                own.append(part.is("text/html") ? withoutTags(text) : text).append("\n\n");
            }
        }
        return split(cut(own.toString()).lines().map(NoticeText::line).toList());
    }

    /** Japanese systems write ISO-2022-JP, and often do not say so. */
    static String textOf(MimePart part) {
        String text = part.text();
        boolean shifts = text.contains("\u001b$") && ISO_2022_JP.isPresent();
        return shifts ? new String(part.content(), ISO_2022_JP.get()) : text;
    }

    /** Also a multipart whose boundary never comes: then its body is all that there is. */
    private static boolean isOwnWords(MimePart part, boolean plain) {
        String media = part.type().media();
        return part.parts().isEmpty()
                && ((media.startsWith("text/") && !media.equals("text/html"))
                        || media.startsWith("multipart/")
                        || (media.equals("text/html") && !plain));
    }

    private static NoticeText split(List<String> all) {
        boolean saidSomething = false;
        for (int i = 0; i < all.size(); i++) {
            saidSomething |= i > 0 && !all.get(i - 1).isBlank();
            if (saidSomething && GOES_OVER.matcher(all.get(i)).matches()) {
                return of(
                        all.subList(0, Math.min(i, MOST_LINES)), all.subList(i, Math.min(all.size(), i + MOST_LINES)));
            }
            if (i > MOST_LINES) {
                break;
            }
        }
        return of(all.subList(0, Math.min(all.size(), MOST_LINES)), List.of());
    }

    private static NoticeText of(List<String> own, List<String> returned) {
        return new NoticeText(own, String.join("\n", own), String.join("\n", returned));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private static String line(String line) {
        String kept = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        return kept.stripTrailing();
    }

    private static final Pattern BREAK =
            Pattern.compile("(?i)<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?table)\\b[^>]{0,500}>");
    private static final Pattern TAG = Pattern.compile("<[/!a-zA-Z][^<>@]{0,2000}>");

    static String withoutTags(String html) {
        String broken = BREAK.matcher(html).replaceAll("\n");
        String text = TAG.matcher(broken).replaceAll(" ");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    /** The bare value of a field of the returned header that stands in the text; empty if there is none. */
    String returnedField(String name) {
        for (String line : returned.split("\n", -1)) {
            String bare = line.strip();
            if (bare.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return bare.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /** True if a pattern is found anywhere in its words. */
    boolean says(Pattern words) {
        Matcher found = words.matcher(text());
        return found.find();
    }
}
