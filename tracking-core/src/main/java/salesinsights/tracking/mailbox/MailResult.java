package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an uploaded message was taken for, and what followed.
 *
 * @param takenFor {@code delivery_notice read_receipt abuse_report auto_reply reply unrelated unreadable}
 * @param duplicate true if it was taken in before; nothing followed then
 * @param message the tracked message that it is about
 * @param reason why nothing was recorded, in words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MailResult(
        String takenFor,
        boolean duplicate,
        @Nullable UUID message,
        List<Outcome> outcomes,
        @Nullable String reason) {
    public MailResult {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * What it says of one recipient.
     *
     * @param event kind of event in lower case; absent if it means none
     * @param recorded false if nothing was stored; {@code reason} says why
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Outcome(
            @Nullable UUID recipient,
            String address,
            @Nullable String event,
            boolean recorded,
            @Nullable String reason) {}
}
