package salesinsights.tracking.capture;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/** A message that was sent to one recipient whom the policy lets us know, and what is stored about it. */
@Singleton
class SentMessage {
    @Inject
    AgroalDataSource database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    TrackingTokens tokens;

    Tracked toSomebodyIn(String country) {
        TeamId team = teams.require(new TeamPath("/teams/us")).id();
        Tracked tracked = new Tracked(team, UUID.randomUUID(), UUID.randomUUID());
        run("""
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,
                    created_at) values ('%s', %d, 'sam@example.com', 'sam', 'Hello', '%s@example.com', true, now())
                """.formatted(tracked.message(), team.value(), tracked.message()));
        run("""
                insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                    policy_version, status, sent_at)
                values ('%s', %d, '%s', '%s@example.com', '%s', 'NOTICE', 'NOTICE', '{}', '1', 'SENT', now())
                """.formatted(tracked.recipient(), team.value(), tracked.message(), tracked.recipient(), country));
        return tracked;
    }

    String pixelOf(Tracked tracked) {
        return path(tokens.openUrl(tracked));
    }

    String linkOf(Tracked tracked, int position, String destination) {
        return path(tokens.linkUrl(tracked, position, destination));
    }

    List<String> eventsOf(Tracked tracked) {
        return list("""
                select kind || coalesce(' ' || link_position, '') || coalesce(' ' || agent, '') || ' ' || network
                    || ' ' || array_to_string(signals, ' ')
                from tracking_event where recipient_id = '%s' and source <> 'INFERRED' order by recorded_at, id
                """.formatted(tracked.recipient()));
    }

    List<String> list(String sql) {
        return scopes.asWorker(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)).strip());
                }
                return found;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private void run(String sql) {
        scopes.runAsWorker(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static String path(String url) {
        return url.replaceFirst("https?://[^/]+", "");
    }
}
