package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.message.PastMessage.Link;
import salesinsights.tracking.message.PastMessage.To;
import salesinsights.tracking.team.TeamId;

/** Writes messages that another system sent, in the caller's transaction. */
@Singleton
class HistoryTable {
    private static final String MESSAGE = """
            insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, campaign,
                template, tracking, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, true, ?)
            on conflict (id) do nothing
            """;

    private static final String LINK =
            "insert into tracked_link (team_id, message_id, position, destination, label) values (?, ?, ?, ?, ?)";

    private static final String RECIPIENT = """
            insert into recipient (id, team_id, message_id, address, name, country, open_mode, link_mode, decision,
                policy_version, status, sent_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 'SENT', ?)
            on conflict (id) do nothing
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;

    HistoryTable(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** False if the message is there already; then nothing of it is written. */
    boolean insert(UUID id, TeamId team, PastMessage message) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(MESSAGE)) {
            insert.setObject(1, id);
            insert.setLong(2, team.value());
            insert.setString(3, message.from());
            insert.setString(4, message.user());
            insert.setString(5, message.subject());
            insert.setString(6, id + "@imported.invalid");
            insert.setString(7, message.campaign());
            insert.setString(8, message.template());
            insert.setTimestamp(9, Timestamp.from(message.sentAt()));
            boolean added = insert.executeUpdate() == 1;
            if (added) {
                insertLinks(connection, id, team, message.linksInOrder());
            }
            return added;
        } catch (SQLException failed) {
            throw new IllegalStateException("a past message could not be written", failed);
        }
    }

    private static void insertLinks(Connection connection, UUID message, TeamId team, List<Link> links)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(LINK)) {
            for (int position = 0; position < links.size(); position++) {
                insert.setLong(1, team.value());
                insert.setObject(2, message);
                insert.setInt(3, position);
                insert.setString(4, links.get(position).destination());
                insert.setString(5, links.get(position).label());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void insertRecipient(UUID id, UUID message, TeamId team, To to, TrackingDecision decision, Instant sentAt) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(RECIPIENT)) {
            insert.setObject(1, id);
            insert.setLong(2, team.value());
            insert.setObject(3, message);
            insert.setString(4, to.address());
            insert.setString(5, to.name());
            insert.setString(6, to.country());
            insert.setString(7, decision.mode(Purpose.OPEN).name());
            insert.setString(8, decision.mode(Purpose.CLICK).name());
            insert.setString(9, json.writeValueAsString(decision));
            insert.setString(10, decision.policyVersion());
            insert.setTimestamp(11, Timestamp.from(sentAt));
            insert.executeUpdate();
        } catch (SQLException | JsonProcessingException failed) {
            throw new IllegalStateException("a past recipient could not be written", failed);
        }
    }
}
