package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures in a row: doubling up to five minutes, spread by half so that nobody marches in step. */
@Singleton
class BackOff {
    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

    private final RandomGenerator random = new SecureRandom();
    private final long firstMillis;

    BackOff(SyncConfig config) {
        this.firstMillis = Math.clamp(config.firstBackOff().toMillis(), 2, LONGEST_MILLIS);
    }

    /** {@code failures} counts from 1. */
    Duration after(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, 20);
        long whole = Math.min(LONGEST_MILLIS, firstMillis << doublings);
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
