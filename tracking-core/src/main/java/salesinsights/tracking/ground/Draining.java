package salesinsights.tracking.ground;

import java.time.Duration;
import java.util.Set;

/**
 * Work that pulls what lags upstream. Several nodes may drain at once: a step claims its rows exclusively
 * ({@code FOR UPDATE SKIP LOCKED}) and commits the effect together with the mark.
 */
public interface Draining {
    /** A verb phrase for logs and metrics: {@code score-new-events}. */
    String name();

    /** Does one batch in its own transaction. True if there may be more, so that the next batch follows at once. */
    boolean drainOnce();

    /** How long to rest after an empty batch; the {@link Bell} ends it sooner. */
    default Duration restFor() {
        return Duration.ofMillis(150);
    }

    /** What it looks at once for when it was handed on, beside whatever is not named. */
    default Set<Bell.News> waitsFor() {
        return Set.of();
    }
}
