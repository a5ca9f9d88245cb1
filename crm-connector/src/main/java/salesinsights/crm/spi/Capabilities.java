package salesinsights.crm.spi;

import java.time.Duration;

/**
 * What a CRM can do. Which records it takes and gives is said by the interfaces that its {@link Crm} implements:
 * {@link GivesRecords}, {@link TakesTimeline}, {@link TakesTasks}, {@link HasSchema}, {@link SetsUp}, {@link ReadsBack}.
 *
 * @param batchAtMost records per push, 1 to 1,000
 * @param patience how long one call may take before its result counts as unknown; at most a minute
 * @param pullEvery how often to ask for outcomes and records; zero if it has none to give
 * @param pace how fast it may be called; one push of a batch counts as one call unless {@code callsPerBatch} says more
 * @param callsPerBatch requests that a connector makes for a full batch, at least 1: what the pace counts
 */
public record Capabilities(int batchAtMost, Duration patience, Duration pullEvery, Pace pace, int callsPerBatch) {
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
        if (callsPerBatch < 1 || callsPerBatch > pace.calls()) {
            throw new IllegalArgumentException("callsPerBatch is 1 to the pace's calls: " + callsPerBatch);
        }
    }

    /** Without a limit on how fast it may be called. */
    public Capabilities(int batchAtMost, Duration patience, Duration pullEvery) {
        this(batchAtMost, patience, pullEvery, Pace.UNLIMITED, 1);
    }

    /**
     * How often to ask for each of so many kinds of things: as stated, but so seldom that asking takes at most half of the
     * calls that the pace allows. The other half is left to tell.
     */
    public Duration pullEvery(int kinds) {
        Duration affordable = pace.per().multipliedBy(2L * kinds).dividedBy(pace.calls());
        return affordable.compareTo(pullEvery) > 0 ? affordable : pullEvery;
    }

    /** True if {@link Crm#pull} has something to give. */
    public boolean pullsOutcomes() {
        return pullEvery.isPositive();
    }
}
