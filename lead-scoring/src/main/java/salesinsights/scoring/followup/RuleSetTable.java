package salesinsights.scoring.followup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Table rule_set, in the caller's transaction. */
@Singleton
class RuleSetTable {
    private static final int KEPT_IN_A_LIST = 200;

    private final Database database;
    private final ObjectMapper json;

    RuleSetTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A team's newest version; without rules it follows the teams above. */
    record Newest(int number, @Nullable JsonNode rules) {}

    /** How many versions there are of all teams: raised by every change. */
    long turns() {
        return database.first("select count(*) as turns from rule_set", row -> row.getLong("turns"))
                .orElseThrow();
    }

    /** The rules of every team that has some of its own. */
    Map<TeamPath, List<FollowUpRule>> own() {
        String sql = """
                select distinct on (s.team_id) t.path, s.rules from rule_set s join team t on t.id = s.team_id
                order by s.team_id, s.number desc
                """;
        Map<TeamPath, List<FollowUpRule>> own = new HashMap<>();
        database.list(sql, row -> {
            String rules = row.getString("rules");
            if (rules != null) {
                own.put(new TeamPath(row.getString("path")), RuleReader.kept(read(rules)));
            }
            return true;
        });
        return own;
    }

    Newest newest(TeamId team) {
        return database.first(
                        "select number, rules from rule_set where team_id = ? order by number desc limit 1",
                        row -> {
                            String rules = row.getString("rules");
                            return new Newest(row.getInt("number"), rules == null ? null : read(rules));
                        },
                        team.value())
                .orElse(new Newest(0, null));
    }

    /** False if somebody saved that version before; the unique key decides. */
    boolean add(TeamId team, int number, @Nullable JsonNode rules, String by, Instant at) {
        String sql = """
                insert into rule_set (id, team_id, number, rules, saved_by, saved_at) values (?, ?, ?, ?::jsonb, ?, ?)
                on conflict (team_id, number) do nothing
                """;
        return database.write(sql, Ids.next(), team.value(), number, rules == null ? null : rules.toString(), by, at)
                == 1;
    }

    /** The newest versions of a team, newest first. */
    List<RuleSetVersion> versions(TeamId team) {
        String sql = """
                select number, saved_by, saved_at, coalesce(jsonb_array_length(rules -> 'rules'), -1) as rules
                from rule_set where team_id = ? order by number desc limit ?
                """;
        return database.list(
                sql,
                row -> new RuleSetVersion(
                        row.getInt("number"),
                        row.getString("saved_by"),
                        Objects.requireNonNull(Database.instant(row, "saved_at")),
                        row.getInt("rules") < 0 ? null : Integer.valueOf(row.getInt("rules"))),
                team.value(),
                KEPT_IN_A_LIST);
    }

    /** The rules of a version; empty if there is none, or it has none. */
    Optional<JsonNode> version(TeamId team, int number) {
        return database.first(
                "select rules from rule_set where team_id = ? and number = ? and rules is not null",
                row -> read(row.getString("rules")),
                team.value(),
                number);
    }

    private JsonNode read(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored rules are not JSON", broken);
        }
    }
}
