package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.Tracked;

/** Messages that were sent, for tests that do not care how. */
@Singleton
class Fixture {
    private final AgroalDataSource database;
    private final Scopes scopes;
    private final Teams teams;
    private final EventLog events;
    private final Clock clock;

    Fixture(AgroalDataSource database, Scopes scopes, Teams teams, EventLog events, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.teams = teams;
        this.events = events;
        this.clock = clock;
    }

    TeamId team(String path) {
        return teams.require(new TeamPath(path)).id();
    }

    /** An address that no other test uses. */
    static String someone(String domain) {
        return "someone-" + UUID.randomUUID() + "@" + domain;
    }

    Tracked sent(TeamId team, String address, @Nullable String country, Mode mode) {
        UUID message = Ids.next();
        UUID recipient = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        scopes.runAsWorker(() -> {
            run(
                    "insert into tracked_message (id, team_id, sender_name, sender_address, sender_user, subject,"
                            + " header_id, tracking, created_at) values (?, ?, 'Rita Rep', 'rita@seller.example', 'rita',"
                            + " 'Offer <b>42</b>', ?, true, ?)",
                    message,
                    team.value(),
                    message + "@seller.example",
                    now);
            run(
                    "insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,"
                            + " policy_version, status, sent_at) values (?, ?, ?, ?, ?, ?, ?, '{}', 'test', 'SENT', ?)",
                    recipient,
                    team.value(),
                    message,
                    address,
                    country,
                    mode.name(),
                    mode.name(),
                    now);
            run("call ensure_event_partitions(?)", now);
        });
        return new Tracked(team, message, recipient);
    }

    void happened(Tracked to, EventKind kind) {
        UUID recipient = Objects.requireNonNull(to.recipient());
        Instant now = clock.instant();
        scopes.runAsWorker(() -> events.append(List.of(TrackingEvent.ofMail(
                Ids.next(), now, to.team(), to.message(), recipient, kind, EventSource.PIXEL, now, Map.of("k", "v")))));
    }

    List<String> kindsOf(Tracked to) {
        return scopes.asWorker(() -> {
            List<String> found = new ArrayList<>();
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "select kind from tracking_event where recipient_id = ? order by recorded_at")) {
                select.setObject(1, to.recipient());
                var rows = select.executeQuery();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    /** The first column, of all teams; the statement has one parameter: ids. */
    List<String> texts(String sql, List<UUID> ids) {
        return scopes.asWorker(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(sql)) {
                select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                List<String> found = new ArrayList<>();
                var rows = select.executeQuery();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private void run(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
