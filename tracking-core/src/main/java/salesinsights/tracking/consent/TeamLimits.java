package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/** How far teams let tracking go at most, where they are stricter than the law. */
@Singleton
class TeamLimits {
    /** A team's limits as one text, to be read with {@link #parse}; {@code %s} is the team's id. */
    static final String JOINED =
            "(select string_agg(l.purpose || '=' || l.at_most, ',') from tracking_limit l where l.team_id = %s)";

    private final AgroalDataSource database;

    TeamLimits(AgroalDataSource database) {
        this.database = database;
    }

    Map<Purpose, Mode> of(TeamId team) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select " + JOINED.formatted("?"))) {
            select.setLong(1, team.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? parse(row.getString(1)) : Map.of();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the team's limits could not be read", failed);
        }
    }

    void set(TeamId team, Purpose purpose, Mode atMost) {
        String sql = "insert into tracking_limit (team_id, purpose, at_most) values (?, ?, ?) "
                + "on conflict (team_id, purpose) do update set at_most = excluded.at_most";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, team.value());
            insert.setString(2, purpose.name());
            insert.setString(3, atMost.name());
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the team's limit could not be set", failed);
        }
    }

    static Map<Purpose, Mode> parse(@Nullable String joined) {
        return joined == null
                ? Map.of()
                : Arrays.stream(joined.split(","))
                        .map(pair -> pair.split("="))
                        .collect(Collectors.toMap(pair -> Purpose.valueOf(pair[0]), pair -> Mode.valueOf(pair[1])));
    }
}
