package salesinsights.scoring.sequence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Tables sequence and sequence_version. In the caller's transaction. */
@Singleton
class SequenceTable {
    private static final String SELECT = """
            select s.*, t.path, v.definition, v.saved_by, v.saved_at, v.sender_name, v.sender_address,
                (select count(*) from enrolment e where e.team_id = s.team_id and e.sequence_id = s.id
                    and e.state = 'RUNNING') as running,
                (select count(*) from enrolment e where e.team_id = s.team_id and e.sequence_id = s.id) as enrolled
            from sequence s join team t on t.id = s.team_id
            join sequence_version v on v.sequence_id = s.id and v.number = s.version
            where s.team_id = any (?)
            """;

    private final Database database;
    private final ObjectMapper json;

    SequenceTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A sequence in its newest version. */
    record Row(
            UUID id,
            Team team,
            String name,
            int version,
            SequenceState state,
            @Nullable String trouble,
            JsonNode definition,
            String savedBy,
            Instant savedAt,
            String senderName,
            String senderAddress,
            long running,
            long enrolled) {
        Plan plan() {
            return PlanReader.kept(definition);
        }
    }

    Optional<Row> find(Set<TeamId> teams, UUID id) {
        return database.first(SELECT + " and s.id = ?", this::read, ids(teams), id);
    }

    /** By name, without those that are retired. */
    List<Row> page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        String sql = SELECT + """
                 and s.state <> 'RETIRED' and (?::uuid is null
                    or (s.name, s.id) > (select a.name, a.id from sequence a where a.team_id = any (?) and a.id = ?))
                order by s.name, s.id limit ?
                """;
        return database.list(sql, this::read, ids(teams), after, ids(teams), after, atMost);
    }

    /** False if the team has another of this name. */
    boolean insert(UUID id, TeamId team, String name, String by) {
        String sql = """
                insert into sequence (id, team_id, name, version, state, created_by) values (?, ?, ?, 1, 'ACTIVE', ?)
                on conflict do nothing
                """;
        return database.write(sql, id, team.value(), name, by) == 1;
    }

    void insertVersion(UUID id, TeamId team, int number, JsonNode definition, EnrolmentTable.Sender by) {
        String sql = """
                insert into sequence_version (team_id, sequence_id, number, definition, saved_by, sender_name,
                    sender_address) values (?, ?, ?, ?::jsonb, ?, ?, ?)
                """;
        database.write(sql, team.value(), id, number, definition.toString(), by.person(), by.name(), by.address());
    }

    boolean isTaken(TeamId team, String name, UUID except) {
        return database.first(
                        "select 1 from sequence where team_id = ? and name = ? and id <> ? and state <> 'RETIRED'",
                        row -> true,
                        team.value(),
                        name,
                        except)
                .isPresent();
    }

    /** False if somebody saved another version meanwhile. */
    boolean raise(UUID id, int version, String name) {
        return database.write(
                        "update sequence set version = version + 1, name = ? where id = ? and version = ?"
                                + " and state <> 'RETIRED'",
                        name,
                        id,
                        version)
                == 1;
    }

    /** Pauses, resumes or retires it, with those who are on their way. */
    void become(UUID id, SequenceState state, @Nullable String trouble) {
        database.write("update sequence set state = ?, trouble = ? where id = ?", state, trouble, id);
        switch (state) {
            case ACTIVE ->
                database.write(
                        "update enrolment set held = false where sequence_id = ? and held and state = 'RUNNING'", id);
            case PAUSED ->
                database.write(
                        "update enrolment set held = true where sequence_id = ? and not held and state = 'RUNNING'",
                        id);
            case RETIRED ->
                database.write(
                        "update enrolment set state = 'STOPPED', cause = 'retired', ended_at = now()"
                                + " where sequence_id = ? and state = 'RUNNING'",
                        id);
        }
    }

    /** A version of a sequence, as it was saved. */
    record Saved(int version, JsonNode definition, String savedBy, Instant savedAt) {}

    /** The newest versions first, at most two hundred. */
    List<Saved> versions(Set<TeamId> teams, UUID id) {
        return database.list(
                "select * from sequence_version where team_id = any (?) and sequence_id = ? order by number desc limit 200",
                row -> new Saved(
                        row.getInt("number"),
                        tree(row),
                        row.getString("saved_by"),
                        Objects.requireNonNull(Database.instant(row, "saved_at"))),
                ids(teams),
                id);
    }

    static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private JsonNode tree(ResultSet row) throws SQLException {
        try {
            return json.readTree(row.getString("definition"));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a kept sequence is no JSON", broken);
        }
    }

    private Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new Team(new TeamId(row.getLong("team_id")), new TeamPath(row.getString("path"))),
                row.getString("name"),
                row.getInt("version"),
                SequenceState.valueOf(row.getString("state")),
                row.getString("trouble"),
                tree(row),
                row.getString("saved_by"),
                Objects.requireNonNull(Database.instant(row, "saved_at")),
                row.getString("sender_name"),
                row.getString("sender_address"),
                row.getLong("running"),
                row.getLong("enrolled"));
    }
}
