package salesinsights.crm.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures in a row: doubling from a second to five minutes, spread by half. */
record BackOff(RandomGenerator random) {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

    /** {@code failures} counts from 1. */
    Duration after(int failures) {
        long whole = failures > 10 ? LONGEST_MILLIS : Math.min(LONGEST_MILLIS, FIRST_MILLIS << (failures - 1));
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
