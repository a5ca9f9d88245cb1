package salesinsights.tracking.capture;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;

/** Counts of what may not be known by person. Counted once, because the journal's position moves with them. */
@Singleton
class AggregateHits {
    private static final String ADD = """
            insert into aggregate_hit (team_id, message_id, link_position, kind, n, machines)
            values (?, ?, ?, ?, ?, ?)
            on conflict (message_id, link_position, kind, team_id)
            do update set n = aggregate_hit.n + excluded.n, machines = aggregate_hit.machines + excluded.machines
            """;

    private final AgroalDataSource database;

    private record Counter(long team, UUID message, int position, EventKind kind) {
        static final Comparator<Counter> ORDER = Comparator.comparing(Counter::message)
                .thenComparingInt(Counter::position)
                .thenComparing(Counter::kind)
                .thenComparingLong(Counter::team);
    }

    AggregateHits(AgroalDataSource database) {
        this.database = database;
    }

    /** Adds these hits in the caller's transaction. */
    void add(List<Hit> hits) {
        // Always in the same order, so that two collectors never wait for each other in a circle.
        Map<Counter, long[]> sums = new TreeMap<>(Counter.ORDER);
        for (Hit hit : hits) {
            Integer position = hit.linkPosition();
            Counter counter =
                    new Counter(hit.team().value(), hit.message(), position == null ? -1 : position, hit.kind());
            sums.computeIfAbsent(counter, fresh -> new long[2])[hit.signals().isEmpty() ? 0 : 1]++;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement(ADD)) {
            for (Map.Entry<Counter, long[]> sum : sums.entrySet()) {
                bind(upsert, sum.getKey(), sum.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException("hits could not be counted", failed);
        }
    }

    private static void bind(PreparedStatement upsert, Counter counter, long[] sum) throws SQLException {
        upsert.setLong(1, counter.team());
        upsert.setObject(2, counter.message());
        upsert.setInt(3, counter.position());
        upsert.setString(4, counter.kind().name());
        upsert.setLong(5, sum[0]);
        upsert.setLong(6, sum[1]);
    }
}
