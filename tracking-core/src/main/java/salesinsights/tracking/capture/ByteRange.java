package salesinsights.tracking.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} header asks for (RFC 9110, 14.2): one range of bytes; several, other units and nonsense mean the
 * whole, as the RFC allows.
 *
 * @param from first byte; -1 for the last {@code to} bytes
 * @param to last byte; -1 for up to the end
 */
record ByteRange(long from, long to) {
    static final ByteRange WHOLE = new ByteRange(0, -1);

    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

    static ByteRange of(@Nullable String header) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return WHOLE;
        }
        ByteRange asked = new ByteRange(number(range.group(1)), number(range.group(2)));
        return asked.from >= 0 && asked.to >= 0 && asked.to < asked.from ? WHOLE : asked;
    }

    private static long number(String digits) {
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    /** True if it begins at the first byte: somebody begins to look. Anything later is a viewer that goes on. */
    boolean begins() {
        return from == 0;
    }

    boolean isWhole() {
        return equals(WHOLE);
    }

    /** First byte in a document of so many; at or behind its end if there is nothing of it there. */
    long first(long bytes) {
        return from >= 0 ? from : to == 0 ? bytes : Math.max(0, bytes - to);
    }

    /** Last byte, at most the document's. */
    long last(long bytes) {
        return from >= 0 && to >= 0 ? Math.min(to, bytes - 1) : bytes - 1;
    }
}
