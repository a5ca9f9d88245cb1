package salesinsights.tracking.team;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All teams that anyone has ever come from. Keycloak owns the tree; a team gets its row here when a caller or an
 * administrator first names it. Held in memory (a few hundred rows that never change their path) and read anew after
 * five seconds, because another node may have met a team that this one has not.
 */
@Singleton
public class Teams {
    private static final Duration FRESH_FOR = Duration.ofSeconds(5);

    private record Tree(Map<TeamPath, Team> byPath, Instant readAt) {}

    private final AgroalDataSource database;
    private final Clock clock;
    private volatile Tree tree = new Tree(Map.of(), Instant.MIN);

    Teams(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The team with this path, made if it is new. */
    public Team require(TeamPath path) {
        Team known = tree.byPath().get(path);
        return known != null
                ? known
                : Scopes.withoutTeams(() -> {
                    insert(path);
                    return Optional.ofNullable(read().byPath().get(path)).orElseThrow();
                });
    }

    /** The team with this id, if there is one. */
    public Optional<Team> find(TeamId id) {
        return all().stream().filter(team -> team.id().equals(id)).findFirst();
    }

    /** The given teams with all that lie below them, by path. */
    public List<Team> subtrees(Collection<Team> roots) {
        return all().stream()
                .filter(team -> roots.stream().anyMatch(root -> root.path().covers(team.path())))
                .toList();
    }

    /** Every team, by path. */
    public Collection<Team> all() {
        Tree held = tree;
        boolean fresh = held.readAt().isAfter(clock.instant().minus(FRESH_FOR));
        return (fresh ? held : Scopes.withoutTeams(this::read)).byPath().values();
    }

    private Tree read() throws SQLException {
        Tree anew = new Tree(load(), clock.instant());
        tree = anew;
        return anew;
    }

    private void insert(TeamPath path) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into team (path) values (?) on conflict do nothing")) {
            insert.setString(1, path.value());
            insert.executeUpdate();
        }
    }

    private Map<TeamPath, Team> load() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select id, path from team order by path");
                ResultSet rows = select.executeQuery()) {
            Map<TeamPath, Team> loaded = new LinkedHashMap<>();
            while (rows.next()) {
                TeamPath path = new TeamPath(rows.getString("path"));
                loaded.put(path, new Team(new TeamId(rows.getLong("id")), path));
            }
            return loaded;
        }
    }
}
