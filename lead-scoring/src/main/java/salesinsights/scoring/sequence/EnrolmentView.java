package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead on its way, or that was.
 *
 * @param state running, paused, done, stopped or failed
 * @param step where it stands, or stood when it ended
 * @param dueAt when it is looked at again; null if it does not go on
 * @param cause why it ended early
 * @param said the cause in words, with what the mail server or the ledger says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolmentView(
        UUID id,
        UUID sequence,
        String sequenceName,
        int version,
        UUID lead,
        String leadName,
        String enrolledBy,
        String state,
        String step,
        Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable String cause,
        @Nullable String said,
        List<Act> acts) {
    public EnrolmentView {
        acts = List.copyOf(acts);
    }

    EnrolmentView with(List<Act> done) {
        return new EnrolmentView(
                id,
                sequence,
                sequenceName,
                version,
                lead,
                leadName,
                enrolledBy,
                state,
                step,
                startedAt,
                dueAt,
                endedAt,
                cause,
                said,
                done);
    }

    /**
     * What was done.
     *
     * @param result sent, task, waited, yes or no
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Act(
            String step,
            String result,
            Instant doneAt,
            @Nullable UUID message) {}

    /** Newest first. */
    public record Page(List<EnrolmentView> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
