package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that came back and belongs to no message that we know; {@code reason} says why, in words.
 *
 * @param assignable true if it would mean something for a recipient, so that a person can say whom it is about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnmatchedNotice(
        UUID id,
        String team,
        String takenFor,
        String reason,
        String sender,
        String subject,
        @Nullable String recipient,
        String source,
        Instant receivedAt,
        boolean assignable) {
    /** Newest first; {@code next} is the cursor for older ones, null at the end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<UnmatchedNotice> items, @Nullable UUID next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
