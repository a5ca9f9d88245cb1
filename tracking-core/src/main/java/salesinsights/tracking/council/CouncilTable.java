package salesinsights.tracking.council;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;

/** The SQL of this room; everything runs in the caller's transaction. */
@Singleton
class CouncilTable {
    /** @param minimum null to end the mode */
    record Proposed(@Nullable Integer minimum, String by, String as, Instant at) {}

    private final Database database;

    CouncilTable(Database database) {
        this.database = database;
    }

    /** Minimum by place in the tree; a few rows. */
    Map<TeamPath, Integer> modes() {
        Map<TeamPath, Integer> modes = new HashMap<>();
        database.list("select path, minimum from works_council_mode", CouncilTable::mode)
                .forEach(mode -> modes.put(mode.getKey(), mode.getValue()));
        return modes;
    }

    private static Map.Entry<TeamPath, Integer> mode(ResultSet row) throws SQLException {
        return Map.entry(new TeamPath(row.getString("path")), row.getInt("minimum"));
    }

    void set(TeamPath path, @Nullable Integer minimum, Instant now) {
        if (minimum == null) {
            database.write("delete from works_council_mode where path = ?", path.value());
        } else {
            database.write(
                    "insert into works_council_mode (path, minimum, since) values (?, ?, ?)"
                            + " on conflict (path) do update set minimum = excluded.minimum, since = excluded.since",
                    path.value(),
                    minimum,
                    now);
        }
    }

    Optional<Proposed> proposed(Team team) {
        return database.first(
                "select minimum, proposed_by, proposed_as, proposed_at from works_council_proposal where team_id = ?"
                        + " for update",
                CouncilTable::proposal,
                team.id().value());
    }

    private static Proposed proposal(ResultSet row) throws SQLException {
        int minimum = row.getInt("minimum");
        Timestamp at = Objects.requireNonNull(row.getTimestamp("proposed_at"));
        // Asked again: wasNull speaks of the column read last.
        boolean ends = row.getObject("minimum") == null;
        return new Proposed(
                ends ? null : minimum, row.getString("proposed_by"), row.getString("proposed_as"), at.toInstant());
    }

    void propose(Team team, Proposed proposal) {
        database.write(
                "insert into works_council_proposal (team_id, minimum, proposed_by, proposed_as, proposed_at)"
                        + " values (?, ?::int, ?, ?, ?) on conflict (team_id) do update set minimum = excluded.minimum,"
                        + " proposed_by = excluded.proposed_by, proposed_as = excluded.proposed_as,"
                        + " proposed_at = excluded.proposed_at",
                team.id().value(),
                proposal.minimum(),
                proposal.by(),
                proposal.as(),
                proposal.at());
    }

    boolean drop(Team team) {
        return database.write(
                        "delete from works_council_proposal where team_id = ?",
                        team.id().value())
                > 0;
    }
}
