package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Which leads a connection covers: those of its team and of all teams below. In the caller's transaction. */
@Singleton
class Covered {
    private final Database database;

    Covered(Database database) {
        this.database = database;
    }

    Set<TeamId> teams(ConnectionId id) {
        return database.list("""
                        select below.id from connection c join team t on t.id = c.team_id
                        join team below on below.id = t.id or starts_with(below.path, t.path || '/') where c.id = ?
                        """, row -> new TeamId(row.getLong(1)), id.value()).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** User names that own any of their leads, at most 100. */
    List<String> owners(Set<TeamId> teams) {
        return database.list(
                "select distinct owner from lead where team_id = any (?) and owner is not null order by owner limit 100",
                row -> row.getString(1),
                Database.longs(teams.stream().map(TeamId::value).toList()));
    }

    long leads(Set<TeamId> teams) {
        return database.first(
                        "select count(*) from lead where team_id = any (?)",
                        row -> row.getLong(1),
                        Database.longs(teams.stream().map(TeamId::value).toList()))
                .orElse(0L);
    }
}
