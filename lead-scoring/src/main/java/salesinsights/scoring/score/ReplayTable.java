package salesinsights.scoring.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Tables scoring_replay and scoring_replay_lead, in the caller's transaction. */
@Singleton
class ReplayTable {
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final ObjectMapper json;

    ReplayTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A replay that this transaction alone goes on with. */
    record Job(
            UUID id,
            UUID model,
            TeamPath team,
            JsonNode definition,
            Instant at,
            @Nullable UUID after,
            boolean isNew) {}

    /** A lead's points by both models; {@code won} null while it is open. */
    record Points(
            UUID lead,
            TeamId team,
            double before,
            double after,
            @Nullable Boolean won) {}

    /** False if the version is being replayed already. */
    boolean ask(TeamId team, ScoringModelView model, String by, Instant now) {
        String sql = """
                insert into scoring_replay (id, team_id, model_id, edition, definition, asked_by, asked_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing
                """;
        return database.write(
                        sql,
                        Ids.next(),
                        team.value(),
                        model.id(),
                        model.edition(),
                        String.valueOf(model.definition()),
                        by,
                        now)
                == 1;
    }

    Optional<ReplayView> newest(Set<TeamId> teams, UUID model) {
        return database.first(
                "select * from scoring_replay where model_id = ? and team_id = any (?) order by asked_at desc limit 1",
                this::view,
                model,
                ids(teams));
    }

    Optional<Job> claim() {
        String sql = """
                select r.*, t.path from scoring_replay r join team t on t.id = r.team_id
                where r.status in ('WAITING', 'RUNNING') order by r.asked_at limit 1 for update of r skip locked
                """;
        return database.first(
                sql,
                row -> new Job(
                        row.getObject("id", UUID.class),
                        row.getObject("model_id", UUID.class),
                        new TeamPath(row.getString("path")),
                        read(row.getString("definition"), JsonNode.class),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getObject("after_lead", UUID.class),
                        row.getString("status").equals("WAITING")));
    }

    void begin(Job job, Collection<TeamId> teams) {
        database.write(
                "update scoring_replay set status = 'RUNNING', total = (select count(*) from lead where team_id = any (?))"
                        + " where id = ?",
                ids(teams),
                job.id());
    }

    void keep(Job job, List<Points> points) {
        String sql = """
                insert into scoring_replay_lead (replay_id, lead_id, team_id, before, after, won)
                select ?, lead_id, team_id, before, after, won
                from unnest(?::uuid[], ?::bigint[], ?::float8[], ?::float8[], ?::boolean[])
                    as t (lead_id, team_id, before, after, won)
                """;
        database.write(
                sql,
                job.id(),
                cells("uuid", points, Points::lead),
                cells("bigint", points, one -> one.team().value()),
                cells("float8", points, Points::before),
                cells("float8", points, Points::after),
                cells("boolean", points, Points::won));
        database.write(
                "update scoring_replay set leads = leads + ?, after_lead = ?, attempts = 0 where id = ?",
                points.size(),
                points.getLast().lead(),
                job.id());
    }

    private static Database.Cells cells(String type, List<Points> points, Function<Points, @Nullable Object> cell) {
        List<@Nullable Object> values = new ArrayList<>();
        points.forEach(one -> values.add(cell.apply(one)));
        return new Database.Cells(type, values);
    }

    void finish(Job job, ReplayReport report, Instant now) {
        database.write("delete from scoring_replay_lead where replay_id = ?", job.id());
        database.write(
                "update scoring_replay set status = 'DONE', after_lead = null, report = ?::jsonb, finished_at = ? where id = ?",
                write(report),
                now,
                job.id());
    }

    /** Leaves it to another attempt, or gives it up after the third in a row. */
    void broke(Instant now) {
        claim().ifPresent(job -> database.write(
                "update scoring_replay set attempts = attempts + 1, status = case when attempts + 1 >= ? then 'FAILED'"
                        + " else status end, finished_at = case when attempts + 1 >= ? then ?::timestamptz end where id = ?",
                ATTEMPTS,
                ATTEMPTS,
                now,
                job.id()));
    }

    private ReplayView view(ResultSet row) throws SQLException {
        String report = row.getString("report");
        return new ReplayView(
                row.getObject("id", UUID.class),
                row.getString("status").toLowerCase(Locale.ROOT),
                row.getLong("edition"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                Database.instant(row, "finished_at"),
                row.getLong("leads"),
                row.getLong("total"),
                report == null ? null : read(report, ReplayReport.class));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records are always JSON", impossible);
        }
    }

    private <T> T read(String stored, Class<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), broken);
        }
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
