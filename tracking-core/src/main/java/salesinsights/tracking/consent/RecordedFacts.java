package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.TeamId;

/**
 * What a team has stored about a person. Reads the tables itself: the room that writes messages asks this room for its
 * decisions, so this one cannot lean on that one.
 */
@Singleton
class RecordedFacts {
    private static final String MESSAGES = """
            select r.id, r.message_id, r.name, r.country, r.open_mode, r.link_mode, r.sent_at, m.subject, m.sender_name,
                m.sender_address, m.campaign, m.created_at
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            where r.team_id = ? and r.address = ? order by m.created_at desc, r.id limit ?
            """;

    // As they came in, and what was made of each since: the newest verdict, if there is one yet.
    private static final String EVENTS = """
            select e.id, e.recipient_id, e.kind, e.source, e.occurred_at, e.recorded_at, e.link_position, l.destination,
                e.agent, e.network, e.signals, e.detail::text as detail, v.actor, v.reasons
            from tracking_event e
            left join tracked_link l
                on l.team_id = e.team_id and l.message_id = e.message_id and l.position = e.link_position
            left join lateral (
                select actor, reasons from verdict where event_id = e.id order by revision desc limit 1) v on true
            where e.team_id = ? and e.recipient_id = any (?) order by e.occurred_at desc, e.id limit ?
            """;

    private final AgroalDataSource database;

    RecordedFacts(AgroalDataSource database) {
        this.database = database;
    }

    /** A message that went to the person. */
    record Mail(
            UUID recipient,
            UUID message,
            String name,
            @Nullable String country,
            Mode openMode,
            Mode linkMode,
            @Nullable Instant sentAt,
            Instant writtenAt,
            String subject,
            String senderName,
            String senderAddress,
            @Nullable String campaign) {}

    /** Something that was recorded about such a message; {@code detail} is JSON as stored. */
    record Fact(
            UUID id,
            UUID recipient,
            EventKind kind,
            String source,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable Integer linkPosition,
            @Nullable String destination,
            @Nullable String agent,
            @Nullable String network,
            List<String> signals,
            String detail,
            @Nullable String actor,
            List<String> actorReasons) {}

    /** Who a recipient's row is about; null if there is no such row in this scope. */
    @Nullable
    String addressOf(TeamId team, UUID recipient) {
        String sql = "select address from recipient where team_id = ? and id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, team.value());
            select.setObject(2, recipient);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("a recipient could not be read", failed);
        }
    }

    /** Messages of the team to this address, newest first. */
    List<Mail> mails(TeamId team, String address, int atMost) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(MESSAGES)) {
            select.setLong(1, team.value());
            select.setString(2, address);
            select.setInt(3, atMost);
            try (ResultSet rows = select.executeQuery()) {
                List<Mail> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mail(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("messages could not be read", failed);
        }
    }

    /** What was recorded about these messages, newest first. */
    List<Fact> facts(TeamId team, List<Mail> mails, int atMost) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setLong(1, team.value());
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", mails.stream().map(Mail::recipient).toArray()));
            select.setInt(3, atMost);
            try (ResultSet rows = select.executeQuery()) {
                List<Fact> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(fact(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("recorded events could not be read", failed);
        }
    }

    private static Mail mail(ResultSet row) throws SQLException {
        Timestamp sentAt = row.getTimestamp("sent_at");
        return new Mail(
                row.getObject("id", UUID.class),
                row.getObject("message_id", UUID.class),
                row.getString("name"),
                row.getString("country"),
                Mode.valueOf(row.getString("open_mode")),
                Mode.valueOf(row.getString("link_mode")),
                sentAt == null ? null : sentAt.toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getString("subject"),
                row.getString("sender_name"),
                row.getString("sender_address"),
                row.getString("campaign"));
    }

    private static Fact fact(ResultSet row) throws SQLException {
        return new Fact(
                row.getObject("id", UUID.class),
                row.getObject("recipient_id", UUID.class),
                EventKind.valueOf(row.getString("kind")),
                row.getString("source"),
                row.getTimestamp("occurred_at").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("link_position", Integer.class),
                row.getString("destination"),
                row.getString("agent"),
                row.getString("network"),
                texts(row, "signals"),
                row.getString("detail"),
                row.getString("actor"),
                texts(row, "reasons"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
