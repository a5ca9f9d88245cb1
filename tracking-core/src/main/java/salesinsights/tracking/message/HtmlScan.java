package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML the way a browser's tokenizer does, for its tags and their places alone. Nothing inside comments
 * (conditional ones too), scripts, styles, titles and text areas is a tag. One pass, linear.
 */
final class HtmlScan {
    private static final Set<String> RAW_TEXT =
            Set.of("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes");

    private final String html;
    private final List<Tag> tags = new ArrayList<>();

    /**
     * A start or end tag.
     *
     * @param name lower case, end tags with a slash before it
     * @param start the angle bracket
     * @param end just after the closing bracket
     */
    record Tag(String name, int start, int end, List<Attribute> attributes) {
        /** The first attribute of that name, which is the one that counts. */
        @Nullable
        Attribute attribute(String wanted) {
            for (Attribute attribute : attributes) {
                if (attribute.name().equals(wanted)) {
                    return attribute;
                }
            }
            return null;
        }
    }

    /** The place of an attribute's value, without its quotes. */
    record Attribute(String name, int start, int end) {}

    private HtmlScan(String html) {
        this.html = html;
    }

    /** All tags in order. */
    static List<Tag> tags(String html) {
        HtmlScan scan = new HtmlScan(html);
        int at = html.indexOf('<');
        while (at >= 0) {
            at = html.indexOf('<', scan.after(at));
        }
        return scan.tags;
    }

    /** Where to go on after the bracket at {@code at}; collects the tag if it is one. */
    private int after(int at) {
        if (html.startsWith("<!--", at)) {
            return afterComment(at + 4);
        }
        if (at + 1 < html.length() && (html.charAt(at + 1) == '!' || html.charAt(at + 1) == '?')) {
            return past(html.indexOf('>', at));
        }
        boolean closing = html.startsWith("</", at);
        int nameStart = at + (closing ? 2 : 1);
        if (nameStart >= html.length() || !isLetter(html.charAt(nameStart))) {
            return closing ? past(html.indexOf('>', at)) : at + 1;
        }
        int nameEnd = nameStart;
        while (nameEnd < html.length() && !endsName(html.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = html.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        List<Attribute> attributes = new ArrayList<>();
        int end = attributes(nameEnd, attributes);
        if (end < 0) {
            return html.length();
        }
        tags.add(new Tag(closing ? "/" + name : name, at, end, attributes));
        return !closing && RAW_TEXT.contains(name) ? endOfRawText(name, end) : end;
    }

    private int afterComment(int at) {
        if (html.startsWith(">", at)) {
            return at + 1;
        }
        if (html.startsWith("->", at)) {
            return at + 2;
        }
        int plain = html.indexOf("-->", at);
        int end = plain < 0 ? html.length() : plain;
        int odd = html.indexOf("--!>", at, end);
        return odd >= 0 ? odd + 4 : Math.min(html.length(), end + 3);
    }

    private int past(int closing) {
        return closing < 0 ? html.length() : closing + 1;
    }

    private int endOfRawText(String name, int from) {
        int at = html.indexOf("</", from);
        while (at >= 0) {
            int end = at + 2 + name.length();
            if (html.regionMatches(true, at + 2, name, 0, name.length())
                    && end < html.length()
                    && endsName(html.charAt(end))) {
                return at;
            }
            at = html.indexOf("</", at + 2);
        }
        return html.length();
    }

    /** Collects attributes from {@code at}; returns just after the closing bracket, -1 if there is none. */
    private int attributes(int at, List<Attribute> into) {
        int next = at;
        while (true) {
            next = skipSpace(next);
            while (next < html.length() && html.charAt(next) == '/') {
                next = skipSpace(next + 1);
            }
            if (next >= html.length()) {
                return -1;
            }
            if (html.charAt(next) == '>') {
                return next + 1;
            }
            next = attribute(next, into);
        }
    }

    private int attribute(int start, List<Attribute> into) {
        int nameEnd = start + 1;
        while (nameEnd < html.length() && !endsName(html.charAt(nameEnd)) && html.charAt(nameEnd) != '=') {
            nameEnd++;
        }
        String name = html.substring(start, nameEnd).toLowerCase(Locale.ROOT);
        int equals = skipSpace(nameEnd);
        if (equals >= html.length() || html.charAt(equals) != '=') {
            into.add(new Attribute(name, nameEnd, nameEnd));
            return equals;
        }
        int value = skipSpace(equals + 1);
        if (value >= html.length() || html.charAt(value) == '>') {
            return value;
        }
        char quote = html.charAt(value);
        if (quote == '"' || quote == '\'') {
            int end = html.indexOf(quote, value + 1);
            if (end < 0) {
                return html.length();
            }
            into.add(new Attribute(name, value + 1, end));
            return end + 1;
        }
        int end = value;
        while (end < html.length() && !isSpace(html.charAt(end)) && html.charAt(end) != '>') {
            end++;
        }
        into.add(new Attribute(name, value, end));
        return end;
    }

    private int skipSpace(int at) {
        int next = at;
        while (next < html.length() && isSpace(html.charAt(next))) {
            next++;
        }
        return next;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '\f';
    }

    private static boolean endsName(char character) {
        return isSpace(character) || character == '/' || character == '>';
    }
}
