package salesinsights.tracking.capture;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.GroupCommit;
import salesinsights.tracking.event.Journal;
import salesinsights.tracking.ground.Roles;

/** Takes what the public edge saw: safe in the local journal first, PostgreSQL later. Open with role collector. */
@Singleton
class Intake {
    private record Open(Journal journal, GroupCommit writer, Rounds rounds) {}

    private final JournalConfig config;
    private final Roles roles;
    private final IntakeCounts counts;
    private final MeterRegistry metrics;
    private final Semaphore something = new Semaphore(0);
    private volatile @Nullable Open open;
    private final Map<String, LongAdder> refusedHere = new ConcurrentHashMap<>();
    private volatile long applied;

    Intake(JournalConfig config, Roles roles, IntakeCounts counts, MeterRegistry metrics) {
        this.config = config;
        this.roles = roles;
        this.counts = counts;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        if (!roles.has(Roles.Role.COLLECTOR)) {
            return;
        }
        try {
            Journal journal = Journal.open(
                    config.directory(),
                    config.most().asLongValue(),
                    config.segment().asLongValue());
            GroupCommit writer = new GroupCommit(journal, config.waiting(), config.patience(), this::wake);
            applied = journal.first() - 1;
            counts.received.add(journal.last() - applied);
            writer.start();
            open = new Open(journal, writer, new Rounds(writer));
            FunctionCounter.builder("insights.intake.lost", this, Intake::lost).register(metrics);
            FunctionCounter.builder("insights.intake.answered.early", writer, GroupCommit::answeredEarly)
                    .description("answered before the journal had it, because the disk was slow")
                    .register(metrics);
            Gauge.builder("insights.intake.journalled", this, Intake::journalled)
                    .register(metrics);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void stop(@Observes @Priority(10_000) ShutdownEvent event) throws InterruptedException, IOException {
        Open closing = open;
        if (closing != null) {
            closing.writer().stop();
            closing.journal().close();
        }
    }

    /**
     * Takes a hit. Never blocks.
     *
     * @param answer runs once, on the event loop that this was called on if it was one: when the hit is safe on disk, is
     *     lost (and counted), or the disk is slower than anyone should wait
     */
    void accept(Hit hit, Runnable answer) {
        counts.received.increment();
        opened().rounds().accept(HitFormat.write(hit), answer);
    }

    /** Counts a hit that is answered and not kept. */
    void reject(Refusal refusal) {
        counts.received.increment();
        counts.rejected(refusal).increment();
        refusedHere.computeIfAbsent(refusal.code(), fresh -> new LongAdder()).increment();
    }

    /** What never came into the journal, by outcome, since start. */
    Map<String, Long> atTheEdge() {
        Map<String, Long> outcomes = new TreeMap<>();
        refusedHere.forEach((code, count) -> outcomes.put(code, count.sum()));
        Open now = open;
        outcomes.put(JournalTotals.LOST, now == null ? 0 : now.writer().lost());
        return outcomes;
    }

    Optional<Journal> journal() {
        return Optional.ofNullable(open).map(Open::journal);
    }

    /** Told by the applier what PostgreSQL had before this process started; that does not count as received again. */
    void appliedEarlier(long position) {
        if (position > applied) {
            counts.received.add(applied - position);
            applied(position);
        }
    }

    /** Told by the applier once PostgreSQL has everything up to here. */
    void applied(long position) {
        applied = position;
        opened().writer().applied(position);
    }

    /** Hits that wait for disk or PostgreSQL. */
    long journalled() {
        Open now = open;
        return now == null
                ? 0
                : now.writer().unwritten() + Math.max(0, now.journal().last() - applied);
    }

    /** Hits that neither disk nor PostgreSQL has, and never will. */
    long lost() {
        Open now = open;
        return counts.damaged.sum() + (now == null ? 0 : now.writer().lost());
    }

    /** Waits until the journal grows, at most so long. */
    void awaitMore(long millis) throws InterruptedException {
        if (something.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            something.drainPermits();
        }
    }

    private void wake() {
        if (something.availablePermits() == 0) {
            something.release();
        }
    }

    private Open opened() {
        Open now = open;
        if (now == null) {
            throw new IllegalStateException("only a process with role collector takes hits");
        }
        return now;
    }
}
