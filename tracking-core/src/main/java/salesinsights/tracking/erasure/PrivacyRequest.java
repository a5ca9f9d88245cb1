package salesinsights.tracking.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of a team, as staff see it.
 *
 * @param team path
 * @param subject the person's pseudonym in hexadecimal
 * @param address null once the person was forgotten
 * @param dueAt one month after it was made
 * @param overdue true if it is open and the month is over
 * @param steps names of the steps that are done
 * @param stepsInAll how many there are
 * @param rowsGone rows that were deleted or blanked so far
 * @param answered true if an export is ready to be fetched
 * @param trouble why it does not go on, null if it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrivacyRequest(
        UUID id,
        String team,
        Kind kind,
        Source source,
        State state,
        String subject,
        @Nullable String address,
        String createdBy,
        Instant createdAt,
        Instant dueAt,
        boolean overdue,
        @Nullable Instant begunAt,
        @Nullable Instant finishedAt,
        List<String> steps,
        int stepsInAll,
        long rowsGone,
        boolean answered,
        @Nullable String trouble) {
    /** What is asked for. */
    public enum Kind {
        ERASURE,
        ACCESS
    }

    /** How it reached us. */
    public enum Source {
        OFFICER,
        RECIPIENT_PAGE,
        CRM,
        /** Done before, and repeated after an older state of the database was restored. */
        REPLAY,
        /** Nobody asked: the data grew old. */
        RETENTION
    }

    /** How far it is. */
    public enum State {
        /** The person was asked by mail whether it was really meant. */
        UNCONFIRMED,
        /** Waits for the officer to begin. */
        OPEN,
        RUNNING,
        DONE,
        CANCELLED;

        /** True while something is still to be done. */
        public boolean isPending() {
            return this == UNCONFIRMED || this == OPEN || this == RUNNING;
        }
    }

    /** Requests that are still to be done, of these those whose month is over, and when the next month is over. */
    public record Load(long pending, long overdue, @Nullable Instant nextDueAt) {}

    /** Newest first; {@code next} continues behind the last, null if there is no more. */
    public record Page(List<PrivacyRequest> items, @Nullable String next) {}
}
