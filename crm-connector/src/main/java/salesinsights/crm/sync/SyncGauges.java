package salesinsights.crm.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

/**
 * Backlog and lag of the connections that wait most, as metrics: {@code insights.crm.backlog} (leads),
 * {@code insights.crm.lag} (seconds that the longest waiting lead has waited) and {@code insights.crm.set.aside}, by
 * connection.
 */
@Singleton
class SyncGauges {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int CONNECTIONS_AT_MOST = 200;

    private static final String SQL = """
            select r.connection_id::text as connection,
                count(*) filter (where r.set_aside_at is null and not r.calm and r.wanted_version > r.pushed_version)
                    as backlog,
                count(*) filter (where r.set_aside_at is not null) as set_aside,
                coalesce(extract(epoch from clock_timestamp() - min(r.since) filter
                    (where r.set_aside_at is null and not r.calm and r.wanted_version > r.pushed_version)), 0) as lag
            from crm_record r where r.wanted_version > r.pushed_version
            group by r.connection_id order by backlog desc limit %d
            """.formatted(CONNECTIONS_AT_MOST);

    private final Database database;
    private final Scopes scopes;
    private final Clock clock;
    private final MultiGauge backlog;
    private final MultiGauge lag;
    private final MultiGauge setAside;
    private Instant next = Instant.MIN;

    SyncGauges(Database database, Scopes scopes, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
        this.backlog = MultiGauge.builder("insights.crm.backlog").register(meters);
        this.lag = MultiGauge.builder("insights.crm.lag").baseUnit("seconds").register(meters);
        this.setAside = MultiGauge.builder("insights.crm.set.aside").register(meters);
    }

    private record Waiting(String connection, double backlog, double setAside, double lag) {}

    /** Looks again, if the last look is some seconds old. */
    void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(EVERY);
        List<Waiting> waiting = scopes.asWorker(() -> database.list(
                SQL,
                row -> new Waiting(
                        row.getString("connection"),
                        row.getDouble("backlog"),
                        row.getDouble("set_aside"),
                        row.getDouble("lag"))));
        show(backlog, waiting, Waiting::backlog);
        show(setAside, waiting, Waiting::setAside);
        show(lag, waiting, Waiting::lag);
    }

    private static void show(MultiGauge gauge, List<Waiting> waiting, ToDoubleFunction<Waiting> value) {
        gauge.register(
                waiting.stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("connection", one.connection()), one, value))
                        .toList(),
                true);
    }
}
