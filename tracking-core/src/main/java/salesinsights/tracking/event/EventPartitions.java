package salesinsights.tracking.event;

import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/**
 * Sees to it that the event log has a partition for every month that is written, and for the next two, and that months
 * older than the retention are dropped.
 */
@Singleton
class EventPartitions implements Recurring {
    private final AgroalDataSource database;
    private final Scopes scopes;
    private final Clock clock;
    private final RetentionConfig config;
    private final TransactionSynchronizationRegistry transactions;
    private final Set<YearMonth> covered = ConcurrentHashMap.newKeySet();

    EventPartitions(
            AgroalDataSource database,
            Scopes scopes,
            Clock clock,
            RetentionConfig config,
            TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
        this.config = config;
        this.transactions = transactions;
    }

    /** Ahead of time, so that the first event of a month waits for nobody. */
    @Override
    public void run() {
        scopes.runAsWorker(() -> make(clock.instant()));
        int dropped = scopes.asWorker(this::dropOld);
        if (dropped > 0) {
            Log.infof("events of %d months were dropped, because they are older than %s", dropped, config.keep());
        }
    }

    private int dropOld() {
        Instant before =
                clock.instant().atOffset(ZoneOffset.UTC).minus(config.keep()).toInstant();
        try (Connection connection = database.getConnection();
                PreparedStatement drop = connection.prepareStatement("select drop_event_partitions(?)")) {
            drop.setTimestamp(1, Timestamp.from(before));
            try (ResultSet row = drop.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("old events could not be dropped", failed);
        } finally {
            covered.clear();
        }
    }

    @Override
    public String name() {
        return "make-event-partitions";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(12);
    }

    /** Before events with these times are written, in the same transaction. */
    void cover(Collection<Instant> times) {
        Set<YearMonth> missing = times.stream()
                .map(time -> YearMonth.from(time.atOffset(ZoneOffset.UTC)))
                .filter(month -> !covered.contains(month))
                .collect(Collectors.toSet());
        missing.forEach(month -> make(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    private void make(Instant around) {
        try (Connection connection = database.getConnection();
                CallableStatement call = connection.prepareCall("call ensure_event_partitions(?)")) {
            call.setTimestamp(1, Timestamp.from(around));
            call.execute();
        } catch (SQLException failed) {
            throw new IllegalStateException("event partitions could not be made", failed);
        }
        YearMonth month = YearMonth.from(around.atOffset(ZoneOffset.UTC));
        // Only what was committed is remembered: a rolled-back partition does not exist.
        transactions.registerInterposedSynchronization(
                new AfterCommit(() -> covered.addAll(List.of(month, month.plusMonths(1), month.plusMonths(2)))));
    }

    private record AfterCommit(Runnable then) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                then.run();
            }
        }
    }
}
