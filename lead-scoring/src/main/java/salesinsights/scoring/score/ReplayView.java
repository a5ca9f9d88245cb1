package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version's replay over the whole history.
 *
 * @param status {@code waiting}, {@code running}, {@code done} or {@code failed}
 * @param edition of the draft as it was replayed
 * @param askedAt also the moment that scores are compared at
 * @param leads how many are done, {@code total} of how many
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayView(
        UUID id,
        String status,
        long edition,
        String askedBy,
        Instant askedAt,
        @Nullable Instant finishedAt,
        long leads,
        long total,
        @Nullable ReplayReport report) {
    /** True while it is worth looking again. */
    public boolean isBusy() {
        return status.equals("waiting") || status.equals("running");
    }

    /** Done, 0 to 100. */
    public int percent() {
        return total == 0 ? 0 : (int) Math.min(100, 100 * leads / total);
    }
}
