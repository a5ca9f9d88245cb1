package salesinsights.tracking.ground;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a thing a change is made to, as the header {@code If-Match} states it (RFC 9110, 13.1.1): the tag
 * that the thing was answered with, a whole number in quotes.
 */
public final class IfMatch {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?([0-9]{1,9})\"?");
    /** Stands for a tag that was never given out: no version is called so. */
    private static final int NEVER_OURS = -1;

    private IfMatch() {}

    /**
     * The version stated, where a change may be made without stating one.
     *
     * @return none where nothing or {@code *} is stated (whichever there is); -1, which no version is, for a tag that
     *     was never ours
     */
    public static @Nullable Long stated(@Nullable String header) {
        return header == null || header.isBlank() || header.strip().equals("*") ? null : Long.valueOf(read(header));
    }

    /**
     * The version stated, where a change must state one.
     *
     * @return -1, which no version is, for a tag that was never ours
     * @throws Problem 428 if nothing is stated
     */
    public static int needed(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw Problem.versionNeeded();
        }
        return read(header);
    }

    private static int read(String header) {
        Matcher written = TAG.matcher(header.strip());
        return written.matches() ? Integer.parseInt(written.group(1)) : NEVER_OURS;
    }
}
