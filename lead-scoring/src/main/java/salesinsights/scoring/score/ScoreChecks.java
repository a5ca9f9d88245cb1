package salesinsights.scoring.score;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;

/** Table score_check: how far ledgers and what is known agree. In the caller's transaction. */
@Singleton
public class ScoreChecks {
    private final Database database;
    private final AtomicReference<ScoreCheckView> newest =
            new AtomicReference<>(new ScoreCheckView(Instant.EPOCH, 0, 0, 0));

    ScoreChecks(Database database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("insights.score.drift.leads", newest, held -> held.get().differing())
                .description("Leads whose ledger differs from a recomputation, of those that the last check drew")
                .register(metrics);
        Gauge.builder("insights.score.drift.points", newest, held -> held.get().worst())
                .description("The largest difference that the last check found, in points")
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
        newest.set(found);
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
}
