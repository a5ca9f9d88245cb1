package salesinsights.tracking.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salesinsights.tracking.message.PlainText;

/** Groups of fields separated by empty lines, as all machine-readable reports are written (RFC 3464, 8098, 5965). */
final class FieldBlocks {
    private static final int MOST_BLOCKS = 1_000;
    private static final int LONGEST_VALUE = 2_000;

    private FieldBlocks() {}

    /** One group; names in lower case, repeated fields joined with a line feed. */
    record Block(Map<String, String> fields) {
        String get(String name) {
            return fields.getOrDefault(name, "");
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        /** The address of a field such as {@code rfc822; ada@example.com}, lower case. */
        String address(String name) {
            String value = get(name);
            String bare = value.substring(value.indexOf(';') + 1).strip();
            return addressIn(bare);
        }
    }

    /** The bare address in {@code <ada@example.com> (Ada)}, lower case. */
    static String addressIn(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        String bare = open >= 0 && close > open ? text.substring(open + 1, close) : text;
        int end = 0;
        while (end < bare.length() && !Character.isWhitespace(bare.charAt(end)) && bare.charAt(end) != '(') {
            end++;
        }
        return PlainText.line(bare.substring(0, end), 320).toLowerCase(Locale.ROOT);
    }

    static List<Block> of(String text) {
        List<Block> blocks = new ArrayList<>();
        Map<String, String> open = new LinkedHashMap<>();
        String last = "";
        for (String line : text.split("\r\n|\r|\n", -1)) {
            if (blocks.size() >= MOST_BLOCKS) {
                break;
            }
            if (line.isBlank()) {
                close(blocks, open);
                open = new LinkedHashMap<>();
                last = "";
            } else if (Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
                open.merge(last, line.strip(), (before, more) -> bounded(before + " " + more));
            } else if (line.indexOf(':') > 0) {
                last = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
                String value = line.substring(line.indexOf(':') + 1).strip();
                open.merge(last, bounded(value), (before, more) -> bounded(before + "\n" + more));
            }
        }
        close(blocks, open);
        return blocks;
    }

    private static String bounded(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    private static void close(List<Block> blocks, Map<String, String> open) {
        if (!open.isEmpty()) {
            blocks.add(new Block(open));
        }
    }
}
