package salesinsights.tracking.capture;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the hits of this process since it started, with those that it found in its journal. */
@Singleton
class IntakeCounts {
    final LongAdder received = new LongAdder();
    final LongAdder stored = new LongAdder();
    final LongAdder duplicate = new LongAdder();
    /** Missing from the journal although it had taken them: damage on disk. */
    final LongAdder damaged = new LongAdder();

    private final Map<Refusal, LongAdder> rejected = new EnumMap<>(Refusal.class);

    IntakeCounts(MeterRegistry metrics) {
        outcome(metrics, "received", received);
        outcome(metrics, "stored", stored);
        outcome(metrics, "duplicate", duplicate);
        for (Refusal refusal : Refusal.values()) {
            LongAdder count = new LongAdder();
            rejected.put(refusal, count);
            FunctionCounter.builder("insights.intake.rejected", count, LongAdder::sum)
                    .tag("reason", refusal.code())
                    .register(metrics);
        }
    }

    private static void outcome(MeterRegistry metrics, String name, LongAdder count) {
        FunctionCounter.builder("insights.intake." + name, count, LongAdder::sum)
                .register(metrics);
    }

    LongAdder rejected(Refusal refusal) {
        LongAdder count = rejected.get(refusal);
        if (count == null) {
            throw new IllegalStateException("every refusal has a counter");
        }
        return count;
    }

    /** Refusals that happened, by code. */
    Map<String, Long> rejected() {
        Map<String, Long> byReason = new TreeMap<>();
        rejected.forEach((refusal, count) -> byReason.put(refusal.code(), count.sum()));
        return byReason;
    }
}
