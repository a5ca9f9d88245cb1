package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** How published versions grow old; for jobs, which see all teams. */
@Singleton
class ModelAges {
    private final Database database;
    private final Json json;

    ModelAges(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** A published version whose leads are watched. */
    record Watched(UUID id, TeamId team, Instant until) {}

    List<Watched> watched(int atMost) {
        String sql = """
                select id, team_id, (card->>'until')::timestamptz as until from prediction_model
                where status = 'PUBLISHED' and card->>'until' is not null order by drift_at nulls first limit ?
                """;
        return database.list(
                sql,
                row -> new Watched(
                        row.getObject("id", UUID.class),
                        new TeamId(row.getLong("team_id")),
                        row.getTimestamp("until").toInstant()),
                atMost);
    }

    /** Asks for a challenger of every published version that was trained before that and has something new to learn. */
    void askForOld(Instant trainedBefore, int newOutcomes) {
        String sql = """
                insert into prediction_model (id, team_id, number, origin, requested_by, seed, settings)
                select gen_random_uuid(), m.team_id,
                    (select max(number) + 1 from prediction_model o where o.team_id = m.team_id), 'SCHEDULE', ?, m.seed,
                    m.settings
                from prediction_model m join team top on top.id = m.team_id
                where m.status = 'PUBLISHED'
                  and (select max(finished_at) from prediction_model o where o.team_id = m.team_id) < ?
                  and (select count(*) from (select from lead l join team t on t.id = l.team_id
                        where (t.id = top.id or starts_with(t.path, top.path || '/')) and l.outcome_at > m.finished_at
                        limit ?) decided) >= ?
                on conflict do nothing
                """;
        database.write(sql, Models.SCHEDULE, trainedBefore, newOutcomes, newOutcomes);
    }

    void drift(UUID model, List<ModelCard.Drift> drift) {
        database.write(
                "update prediction_model set drift = ?::jsonb, drift_at = now() where id = ?",
                json.write(drift),
                model);
    }
}
