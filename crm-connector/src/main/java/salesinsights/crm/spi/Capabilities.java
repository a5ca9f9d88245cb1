package salesinsights.crm.spi;

import java.time.Duration;

/**
 * What a CRM can do.
 *
 * @param batchAtMost leads per push, 1 to 1,000
 * @param patience how long one call may take before its result counts as unknown; at most a minute
 * @param pullEvery how often to ask for outcomes; zero if it has none to give
 */
public record Capabilities(int batchAtMost, Duration patience, Duration pullEvery) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public Capabilities {
        if (batchAtMost < 1 || batchAtMost > 1_000) {
            throw new IllegalArgumentException("batchAtMost is 1 to 1,000: " + batchAtMost);
        }
        if (!patience.isPositive() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("patience is at most a minute: " + patience);
        }
        if (pullEvery.isNegative()) {
            throw new IllegalArgumentException("pullEvery is not negative: " + pullEvery);
        }
    }

    /** True if {@link Crm#pull} has something to give. */
    public boolean pullsOutcomes() {
        return pullEvery.isPositive();
    }
}
