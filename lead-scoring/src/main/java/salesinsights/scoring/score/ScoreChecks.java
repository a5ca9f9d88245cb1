package salesinsights.scoring.score;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;

/**
 * Table score_check: how far ledgers and what is known agree. In the caller's transaction. The metrics come from the table,
 * so that they are there after a restart and on nodes that check nothing; before the first check they are no number.
 */
@Singleton
public class ScoreChecks {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final Database database;
    private final Scopes scopes;
    private final Clock clock;
    private volatile Held held = new Held(Optional.empty(), Instant.MIN);

    private record Held(Optional<ScoreCheckView> newest, Instant readAt) {}

    ScoreChecks(Database database, MeterRegistry metrics, Scopes scopes, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
        Gauge.builder("insights.score.drift.leads", this, checks -> checks.told(ScoreCheckView::differing))
                .description("Leads whose ledger differs from a recomputation, of those that the last check drew")
                .register(metrics);
        Gauge.builder("insights.score.drift.points", this, checks -> checks.told(ScoreCheckView::worst))
                .description("The largest difference that the last check found, in points")
                .register(metrics);
        Gauge.builder("insights.score.drift.age", this, checks -> checks.told(check -> checks.age(check)))
                .baseUnit("seconds")
                .description("How long ago ledgers were compared with a recomputation; every night is usual")
                .register(metrics);
    }

    void keep(ScoreCheckView found) {
        database.write(
                "insert into score_check (id, checked_at, leads, differing, worst) values (?, ?, ?, ?, ?)",
                Ids.next(),
                found.checkedAt(),
                found.leads(),
                found.differing(),
                found.worst());
        database.write(
                "delete from score_check where checked_at < ?::timestamptz - interval '1 year'", found.checkedAt());
    }

    /** The newest; empty before the first night. */
    public Optional<ScoreCheckView> newest() {
        return database.first(
                "select * from score_check order by checked_at desc limit 1",
                row -> new ScoreCheckView(
                        row.getTimestamp("checked_at").toInstant(),
                        row.getInt("leads"),
                        row.getInt("differing"),
                        row.getDouble("worst")));
    }

    private double age(ScoreCheckView check) {
        return Duration.between(check.checkedAt(), clock.instant()).toMillis() / 1e3;
    }

    /** Read once a minute however often somebody looks. */
    private double told(ToDoubleFunction<ScoreCheckView> figure) {
        Instant now = clock.instant();
        if (held.readAt().isBefore(now.minus(FRESH_FOR))) {
            held = new Held(scopes.asWorker(this::newest), now);
        }
        return held.newest().map(figure::applyAsDouble).orElse(Double.NaN);
    }
}
