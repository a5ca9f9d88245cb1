package salesinsights.scoring.followup;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a follower of {@link FollowUps#changedSince} has come, in the order of transactions. */
public record FollowUpCursor(String transaction, UUID followUp) {
    /** Before everything. */
    public static final FollowUpCursor START = new FollowUpCursor("0", new UUID(0, 0));

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,19})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /**
     * Reads a cursor that was handed out earlier.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FollowUpCursor of(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("not a cursor that was handed out here");
        }
        return new FollowUpCursor(written.group(1), UUID.fromString(written.group(2)));
    }

    @Override
    public String toString() {
        return transaction + "." + followUp;
    }
}
