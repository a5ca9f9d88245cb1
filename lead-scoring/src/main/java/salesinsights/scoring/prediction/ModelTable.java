package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Table prediction_model, in the caller's transaction. */
@Singleton
class ModelTable {
    private static final String SELECT = """
            select m.*, t.path, m.settings->'without' as without, m.settings->'anyway' as anyway
            from prediction_model m join team t on t.id = m.team_id
            """;
    private static final int KEPT_IN_A_LIST = 200;

    private final Database database;
    private final Json json;

    ModelTable(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** What a training is asked to do. */
    record Settings(List<String> without, List<String> anyway) {
        Settings {
            without = List.copyOf(without);
            anyway = List.copyOf(anyway);
        }
    }

    /** A training that this node has taken on. */
    record Job(UUID id, TeamId team, TeamPath path, int number, long seed, String origin, Settings settings) {}

    /** Asks for a version; empty if the team has one in training already. */
    Optional<UUID> ask(TeamId team, String origin, String by, long seed, Settings settings) {
        String sql = """
                insert into prediction_model (id, team_id, number, origin, requested_by, seed, settings)
                select ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?::jsonb from prediction_model where team_id = ?
                on conflict do nothing
                """;
        UUID id = Ids.next();
        int made = database.write(sql, id, team.value(), origin, by, seed, json.write(settings), team.value());
        return made == 0 ? Optional.empty() : Optional.of(id);
    }

    /** The newest versions of these teams, without their cards. */
    List<ModelView> list(Collection<TeamId> teams) {
        String sql =
                SELECT + "where m.team_id = any (?) order by m.requested_at desc, m.id desc limit " + KEPT_IN_A_LIST;
        return database.list(sql, row -> read(row, false), ids(teams));
    }

    Optional<ModelView> find(Set<TeamId> teams, UUID id) {
        String sql = SELECT + "where m.id = ? and m.team_id = any (?)";
        return database.first(sql, row -> read(row, true), id, ids(teams));
    }

    Optional<TeamId> teamOf(Set<TeamId> teams, UUID id) {
        return database.first(
                "select team_id from prediction_model where id = ? and team_id = any (?)",
                row -> new TeamId(row.getLong("team_id")),
                id,
                ids(teams));
    }

    /** Locks the versions of a team against another who publishes. */
    void lock(TeamId team) {
        database.list(
                "select id from prediction_model where team_id = ? order by id for update", row -> "", team.value());
    }

    /** Takes on what waits, or what nobody was heard of for two minutes. */
    Optional<Job> claim() {
        String sql = """
                update prediction_model m set status = 'TRAINING', started_at = now(), touched_at = now(),
                    attempts = attempts + 1, progress = 0, step = ''
                from team t where t.id = m.team_id and m.id = (
                    select id from prediction_model
                    where status = 'WAITING' or status = 'TRAINING' and touched_at < now() - interval '2 minutes'
                    order by requested_at limit 1 for update skip locked)
                returning m.id, m.team_id, t.path, m.number, m.seed, m.origin, m.settings
                """;
        return database.first(
                sql,
                row -> new Job(
                        row.getObject("id", UUID.class),
                        new TeamId(row.getLong("team_id")),
                        new TeamPath(row.getString("path")),
                        row.getInt("number"),
                        row.getLong("seed"),
                        row.getString("origin"),
                        json.read(row.getString("settings"), Settings.class)));
    }

    /** False if another node has it by now. */
    boolean progress(Job job, double done, String step) {
        String sql = """
                update prediction_model set progress = ?, step = ?, touched_at = now() where id = ? and status = 'TRAINING'
                """;
        return database.write(sql, done, step, job.id()) == 1;
    }

    void finish(Job job, Training.Result result) {
        String sql = """
                update prediction_model set status = ?, card = ?::jsonb, scorecard = ?::jsonb, progress = 1, step = '',
                    finished_at = now() where id = ? and status = 'TRAINING'
                """;
        boolean good = result.card().objections().isEmpty();
        database.write(
                sql,
                good ? ModelStatus.READY : ModelStatus.REFUSED,
                json.write(result.card()),
                result.scorecard() == null ? null : json.write(result.scorecard()),
                job.id());
    }

    /** Leaves it to another attempt, or gives it up after the third. */
    void broke(Job job) {
        String sql = """
                update prediction_model set status = case when attempts < 3 then 'WAITING' else 'FAILED' end,
                    finished_at = case when attempts < 3 then null else now() end,
                    step = 'Training broke off; the log says why' where id = ? and status = 'TRAINING'
                """;
        database.write(sql, job.id());
    }

    Optional<UUID> published(TeamId team) {
        return database.first(
                "select id from prediction_model where team_id = ? and status = 'PUBLISHED'",
                row -> row.getObject("id", UUID.class),
                team.value());
    }

    Optional<UUID> replacedBy(UUID model) {
        return database.first(
                "select replaces from prediction_model where id = ? and replaces is not null",
                row -> row.getObject("replaces", UUID.class),
                model);
    }

    void retire(UUID model) {
        database.write("update prediction_model set status = 'REPLACED' where id = ?", model);
    }

    void publish(UUID model, @Nullable UUID instead, String by) {
        String sql = """
                update prediction_model set status = 'PUBLISHED', published_at = now(), published_by = ?,
                    replaces = ? where id = ?
                """;
        database.write(sql, by, instead, model);
    }

    void republish(UUID model, String by) {
        database.write(
                "update prediction_model set status = 'PUBLISHED', published_at = now(), published_by = ? where id = ?",
                by,
                model);
    }

    Optional<Scorecard> scorecard(UUID model) {
        return database.first(
                "select scorecard from prediction_model where id = ? and scorecard is not null",
                row -> json.read(row.getString(1), Scorecard.class),
                model);
    }

    private ModelView read(ResultSet row, boolean whole) throws SQLException {
        String card = row.getString("card");
        String drift = row.getString("drift");
        Instant finished = Database.instant(row, "finished_at");
        return new ModelView(
                row.getObject("id", UUID.class),
                new TeamPath(row.getString("path")),
                row.getInt("number"),
                ModelStatus.valueOf(row.getString("status")),
                row.getString("origin").toLowerCase(java.util.Locale.ROOT),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                finished,
                row.getDouble("progress"),
                row.getString("step"),
                row.getLong("seed"),
                texts(row.getString("without")),
                texts(row.getString("anyway")),
                card == null || !whole ? null : json.read(card, ModelCard.class),
                drift == null || !whole ? null : List.of(json.read(drift, ModelCard.Drift[].class)),
                Database.instant(row, "drift_at"),
                Database.instant(row, "published_at"),
                row.getString("published_by"));
    }

    private List<String> texts(@Nullable String stored) {
        return stored == null ? List.of() : List.of(json.read(stored, String[].class));
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
