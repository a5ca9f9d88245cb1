package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a follower of {@link Leads#changedSince} has come: opaque text to everybody else. A place in the order of
 * transactions, not of a sequence, because a sequence number may be committed after a larger one was read.
 */
public record LeadCursor(String transaction, UUID lead) {
    /** Before everything. */
    public static final LeadCursor START = new LeadCursor("0", new UUID(0, 0));

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,19})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /**
     * Reads a cursor that was handed out earlier.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static LeadCursor of(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("not a cursor that was handed out here");
        }
        return new LeadCursor(written.group(1), UUID.fromString(written.group(2)));
    }

    @Override
    @JsonValue
    public String toString() {
        return transaction + "." + lead;
    }
}
