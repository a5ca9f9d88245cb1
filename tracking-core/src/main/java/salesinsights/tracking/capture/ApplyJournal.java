package salesinsights.tracking.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.Journal;
import salesinsights.tracking.event.JournalRecord;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.team.Scopes;

/**
 * Moves what waits in this process's journal into PostgreSQL. Effect, totals and the journal's position commit together,
 * so that a batch that is tried again after a crash or an unclear commit counts once. A sick database is only lag.
 */
@Singleton
class ApplyJournal {
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration GATHER = Duration.ofMillis(10);
    private static final Duration GATHER_BUSY = Duration.ofMillis(30);
    private static final int BUSY = 100;
    private static final Duration TELL_WITHIN = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Intake intake;
    private final IntakeCounts counts;
    private final JournalConfig config;
    private final JournalTotals totals;
    private final HitsToEvents hits;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Thread thread = new Thread(this::run, "apply-journal");
    private volatile boolean running = true;
    private volatile @Nullable Instant oldest;
    private Map<String, Long> told = Map.of();
    private long toldAt = System.nanoTime();
    private boolean failing;

    ApplyJournal(
            Intake intake,
            IntakeCounts counts,
            JournalConfig config,
            JournalTotals totals,
            HitsToEvents hits,
            Scopes scopes,
            Bell bell,
            Clock clock,
            MeterRegistry metrics) {
        this.intake = intake;
        this.counts = counts;
        this.config = config;
        this.totals = totals;
        this.hits = hits;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(200) StartupEvent event) {
        if (intake.journal().isPresent()) {
            Gauge.builder("insights.intake.lag", this, applier -> applier.lag().toMillis() / 1000.0)
                    .baseUnit("seconds")
                    .description("how long the oldest hit that PostgreSQL has not taken has been waiting")
                    .register(metrics);
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes @Priority(5_000) ShutdownEvent event) throws InterruptedException {
        running = false;
        thread.join(STOP_WITHIN);
    }

    /** How long the oldest hit that PostgreSQL has not taken has been waiting. */
    Duration lag() {
        Instant since = oldest;
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    private void run() {
        Journal journal = intake.journal().orElseThrow();
        Journal.Cursor cursor = journal.read();
        List<JournalRecord> batch = List.of();
        try {
            while (running) {
                try {
                    batch = batch.isEmpty() ? cursor.next(config.batch()) : batch;
                    turn(journal, batch);
                    batch = List.of();
                } catch (RuntimeException | IOException failed) {
                    complain(failed);
                    Thread.sleep(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Journal journal, List<JournalRecord> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            oldest = null;
            tellEdge(journal);
            intake.awaitMore(REST.toMillis());
            return;
        }
        oldest = firstSeen(batch);
        apply(journal, batch);
        bell.ring(Bell.News.EVENTS);
        if (System.nanoTime() - toldAt > TELL_WITHIN.toNanos()) {
            tellEdge(journal);
        }
        if (failing) {
            Log.infof("PostgreSQL takes hits again, %d are waiting", intake.journalled());
            failing = false;
        }
        if (batch.size() < config.batch() / 4) {
            // A transaction costs PostgreSQL as much as a hundred rows: let some gather.
            Thread.sleep(batch.size() < BUSY ? GATHER : GATHER_BUSY);
        }
    }

    private static @Nullable Instant firstSeen(List<JournalRecord> batch) {
        try {
            return HitFormat.read(batch.getFirst().payload()).at();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private void complain(Exception failed) {
        if (!failing) {
            // Once per outage: capture goes on, and the lag is a metric.
            Log.errorf(
                    failed, "PostgreSQL does not take hits, which wait in the journal; tried every %s", AFTER_FAILURE);
            failing = true;
        }
    }

    private void apply(Journal journal, List<JournalRecord> batch) {
        try {
            finish(batch, scopes.asWorker(() -> store(journal, batch)));
        } catch (RuntimeException failed) {
            if (!isAboutContent(failed)) {
                throw failed;
            }
            if (batch.size() > 1) {
                batch.forEach(record -> apply(journal, List.of(record)));
            } else {
                finish(batch, scopes.asWorker(() -> setAside(journal, batch.getFirst(), failed)));
            }
        }
    }

    private void finish(List<JournalRecord> batch, Tally tally) {
        tally.addTo(counts);
        intake.applied(batch.getLast().position());
    }

    private Tally store(Journal journal, List<JournalRecord> batch) {
        Tally tally = new Tally();
        long before = totals.lock(journal.id());
        List<JournalRecord> fresh =
                batch.stream().filter(record -> record.position() > before).toList();
        intake.appliedEarlier(before);
        if (!fresh.isEmpty()) {
            long expected = Math.max(before, journal.first() - 1) + fresh.size();
            tally.damaged(Math.max(0, fresh.getLast().position() - expected));
            hits.store(
                    fresh.stream()
                            .map(record -> HitFormat.read(record.payload()))
                            .toList(),
                    tally);
            keep(journal, fresh.getLast().position(), tally);
        }
        return tally;
    }

    private Tally setAside(Journal journal, JournalRecord record, RuntimeException why) {
        Tally tally = new Tally();
        long before = totals.lock(journal.id());
        if (record.position() > before) {
            totals.setAside(journal.id(), record, String.valueOf(why.getMessage()));
            tally.rejected(Refusal.UNSTORABLE);
            keep(journal, record.position(), tally);
        }
        return tally;
    }

    private void keep(Journal journal, long position, Tally tally) {
        totals.add(journal.id(), tally.outcomes());
        totals.moveTo(journal.id(), position, Math.max(0, journal.last() - position));
    }

    /** Adds what was refused or lost at the edge to the totals; it never was in the journal. */
    private void tellEdge(Journal journal) {
        toldAt = System.nanoTime();
        Map<String, Long> now = new TreeMap<>(intake.atTheEdge());
        Map<String, Long> more = new TreeMap<>();
        now.forEach((outcome, count) -> more.put(outcome, count - told.getOrDefault(outcome, 0L)));
        more.values().removeIf(count -> count == 0);
        if (!more.isEmpty()) {
            scopes.runAsWorker(() -> totals.add(journal.id(), more));
            told = now;
        }
    }

    /** True if trying again cannot help: the record is unreadable, or PostgreSQL refuses a value. */
    private static boolean isAboutContent(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
