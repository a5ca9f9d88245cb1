package salesinsights.crm.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A connection as it is shown.
 *
 * @param team leads of this team and of all teams below it go to the CRM
 * @param sentence what is wrong and what to do, empty unless it failed
 * @param secret only in the answer to the request that made it, never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionView(
        ConnectionId id,
        TeamPath team,
        String kind,
        String name,
        Map<String, String> settings,
        ConnectionStatus status,
        String sentence,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        @Nullable String secret) {
    static ConnectionView of(Connection connection, TeamPath team) {
        return new ConnectionView(
                connection.id(),
                team,
                connection.kind,
                connection.name,
                Map.copyOf(connection.settings),
                connection.status,
                connection.sentence,
                connection.createdBy,
                connection.createdAt,
                connection.changedAt,
                null);
    }

    ConnectionView showing(@Nullable String made) {
        return new ConnectionView(
                id, team, kind, name, settings, status, sentence, createdBy, createdAt, changedAt, made);
    }
}
