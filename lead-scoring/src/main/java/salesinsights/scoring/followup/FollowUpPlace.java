package salesinsights.scoring.followup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Where a page ends, in the order of due dates: opaque text to everybody else. */
public record FollowUpPlace(Instant dueAt, UUID id) {
    /** The place of that task. */
    public static FollowUpPlace of(FollowUpView last) {
        return new FollowUpPlace(last.dueAt(), last.id());
    }

    /**
     * Reads a place that was handed out earlier.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FollowUpPlace parse(String text) {
        int middle = text.indexOf('~');
        try {
            Instant dueAt = Instant.parse(text.substring(0, Math.max(middle, 0)));
            return new FollowUpPlace(dueAt, UUID.fromString(text.substring(middle + 1)));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw new IllegalArgumentException("is not a cursor that was handed out here", foreign);
        }
    }

    @Override
    public String toString() {
        return dueAt + "~" + id;
    }
}
