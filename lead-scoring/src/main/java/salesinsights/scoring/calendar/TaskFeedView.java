package salesinsights.scoring.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's feed of follow-ups.
 *
 * @param status {@code active}; {@code resting} until the person logs in again; {@code none}
 * @param readAt when a calendar program last read it, to the minute
 * @param url the address to subscribe to: only in the answer that made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskFeedView(
        String status,
        @Nullable Instant madeAt,
        @Nullable Instant readAt,
        @Nullable String url) {
    static final TaskFeedView NONE = new TaskFeedView("none", null, null, null);

    /** True if there is one, even if it rests. */
    public boolean exists() {
        return madeAt != null;
    }

    TaskFeedView showing(String address) {
        return new TaskFeedView(status, madeAt, readAt, address);
    }
}
