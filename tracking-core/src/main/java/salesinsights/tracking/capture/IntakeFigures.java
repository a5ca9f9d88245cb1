package salesinsights.tracking.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import salesinsights.tracking.event.Journal;

/** The intake's figures, as totals of all processes ever and of this process since it started. */
@Singleton
public class IntakeFigures {
    private static final UUID NONE = new UUID(0, 0);

    private final Intake intake;
    private final IntakeCounts counts;
    private final JournalTotals totals;
    private final ApplyJournal applier;

    IntakeFigures(
            Intake intake, IntakeCounts counts, JournalTotals totals, ApplyJournal applier, MeterRegistry metrics) {
        this.intake = intake;
        this.counts = counts;
        this.totals = totals;
        this.applier = applier;
        Gauge.builder(
                        "insights.intake.unaccounted",
                        this,
                        figures -> figures.here().unaccounted())
                .description("received less stored, duplicate, rejected, journalled and lost; 0 at rest")
                .register(metrics);
    }

    /** Made at start, so that its metric is there before anybody asks for the figures. */
    void start(@Observes StartupEvent event) {}

    /** All processes ever, in the caller's transaction; what was refused at the edge arrives within a second. */
    public IntakeView ever() {
        Map<String, Long> all = totals.all();
        long stored = taken(all, JournalTotals.STORED);
        long duplicate = taken(all, JournalTotals.DUPLICATE);
        long lost = taken(all, JournalTotals.LOST);
        UUID here = intake.journal().map(Journal::id).orElse(NONE);
        long journalled = intake.journalled() + totals.waitingElsewhere(here);
        long rejected = all.values().stream().mapToLong(Long::longValue).sum();
        long received = stored + duplicate + rejected + journalled + lost;
        return new IntakeView(received, stored, duplicate, all, journalled, lost, lagSeconds());
    }

    /** This process since it started; {@code received} is counted by itself and proves the others. */
    IntakeView here() {
        return new IntakeView(
                counts.received.sum(),
                counts.stored.sum(),
                counts.duplicate.sum(),
                new TreeMap<>(counts.rejected()),
                intake.journalled(),
                intake.lost(),
                lagSeconds());
    }

    private double lagSeconds() {
        return applier.lag().toMillis() / 1000.0;
    }

    private static long taken(Map<String, Long> all, String outcome) {
        Long n = all.remove(outcome);
        return n == null ? 0 : n;
    }
}
