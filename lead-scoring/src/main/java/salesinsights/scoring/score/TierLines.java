package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;

/**
 * The quartiles of models whose tiers are quartiles, worked out now and then and kept beside the model, so that no request
 * looks at all leads. In the caller's transaction.
 */
@Singleton
class TierLines {
    private final Regimes regimes;
    private final Database database;
    private final Clock clock;

    TierLines(Regimes regimes, Database database, Clock clock) {
        this.regimes = regimes;
        this.database = database;
        this.clock = clock;
    }

    /** Works them out for a published version, by the scores of this moment; nothing if its lines are fixed. */
    void draw(UUID model, TeamPath team) {
        if (!isQuartiles(model)) {
            return;
        }
        Instant now = clock.instant();
        String sql = """
                update scoring_model m set hot_from = q.points[2], warm_from = q.points[1], lines_at = ?, turns = turns + 1
                from (select percentile_cont(array[0.5, 0.75])
                        within group (order by faded(fit, points, half_lives, as_of, ?)) as points
                    from lead_score where team_id = any (?) and open) q
                where m.id = ? and m.status = 'PUBLISHED'
                """;
        database.write(
                sql,
                now,
                now,
                Database.longs(regimes.governedBy(team).stream()
                        .map(Team::id)
                        .map(id -> id.value())
                        .toList()),
                model);
    }

    private boolean isQuartiles(UUID model) {
        return database.first(
                        "select definition -> 'tiers' ->> 'type' = 'quartiles' from scoring_model where id = ?",
                        row -> row.getBoolean(1),
                        model)
                .orElse(false);
    }
}
