package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Writes messages, their recipients and links. Every method runs in the caller's transaction. */
@Singleton
class MessageTable {
    static final String UNWANTED = "Does not want mail from this team.";

    private final AgroalDataSource database;
    private final ObjectMapper json;

    MessageTable(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** True if the team wants new messages tracked unless they say otherwise. */
    boolean tracksByDefault(TeamId team) {
        return run("select tracking from team where id = ?", select -> {
            select.setLong(1, team.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    /**
     * Takes an idempotency key for a new message. A request with the same key that is still under way is waited for.
     *
     * @return the message that the same request made before; null if it is new
     * @throws Problem if the key belongs to another request
     */
    @Nullable
    UUID claim(TeamId team, String user, String key, String digest, UUID message, Instant now) {
        String insert = "insert into message_request (team_id, sender_user, key, digest, message_id, created_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";
        boolean isNew = run(insert, claim -> {
            claim.setLong(1, team.value());
            claim.setString(2, user);
            claim.setString(3, key);
            claim.setString(4, digest);
            claim.setObject(5, message);
            claim.setTimestamp(6, Timestamp.from(now));
            return claim.executeUpdate() == 1;
        });
        return isNew ? null : made(team, user, key, digest);
    }

    private UUID made(TeamId team, String user, String key, String digest) {
        String sql = "select message_id, digest from message_request where team_id = ? and sender_user = ? and key = ?";
        return run(sql, select -> {
            select.setLong(1, team.value());
            select.setString(2, user);
            select.setString(3, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getString("digest").equals(digest)) {
                    throw Problem.refused(
                            "idempotency-key-reused", "This Idempotency-Key was used for another message.");
                }
                return row.getObject("message_id", UUID.class);
            }
        });
    }

    void insert(UUID id, TeamId team, String user, Outgoing message, boolean tracking, Instant now) {
        String sql = """
                insert into tracked_message (id, team_id, sender_name, sender_address, sender_user, subject, header_id,
                    campaign, template, tracking, created_at, warnings)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;
        run(sql, insert -> {
            insert.setObject(1, id);
            insert.setLong(2, team.value());
            insert.setString(3, message.sender().shownName());
            insert.setString(4, message.sender().address());
            insert.setString(5, user);
            insert.setString(6, message.subject());
            insert.setString(7, message.headerId());
            insert.setString(8, message.campaign());
            insert.setString(9, message.template());
            insert.setBoolean(10, tracking);
            insert.setTimestamp(11, Timestamp.from(now));
            insert.setArray(
                    12,
                    insert.getConnection()
                            .createArrayOf(
                                    "text", message.blueprint().warnings().toArray()));
            return insert.executeUpdate();
        });
    }

    /** Recipients as PREPARED; those who do not want mail as FAILED, so that nothing ever sends to them. */
    void insertRecipients(UUID message, TeamId team, List<Copy> copies) {
        String sql = """
                insert into recipient (id, team_id, message_id, address, name, country, open_mode, link_mode, decision,
                    policy_version, status, failure)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                """;
        run(sql, insert -> {
            for (Copy copy : copies) {
                insert.setObject(1, copy.recipient());
                insert.setLong(2, team.value());
                insert.setObject(3, message);
                insert.setString(4, copy.to().address());
                insert.setString(5, copy.to().shownName());
                insert.setString(6, copy.to().country());
                insert.setString(7, copy.open().name());
                insert.setString(8, copy.link().name());
                insert.setString(9, jsonOf(copy));
                insert.setString(10, copy.decision().policyVersion());
                insert.setString(11, copy.wanted() ? "PREPARED" : "FAILED");
                insert.setString(12, copy.wanted() ? null : UNWANTED);
                insert.addBatch();
            }
            return insert.executeBatch().length;
        });
    }

    private String jsonOf(Copy copy) {
        try {
            return json.writeValueAsString(copy.decision());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a decision is always JSON", impossible);
        }
    }

    void insertLinks(UUID message, TeamId team, List<TrackableLink> links) {
        String sql =
                "insert into tracked_link (team_id, message_id, position, destination, label) values (?, ?, ?, ?, ?)";
        run(sql, insert -> {
            for (TrackableLink link : links) {
                insert.setLong(1, team.value());
                insert.setObject(2, message);
                insert.setInt(3, link.position());
                insert.setString(4, link.destination());
                insert.setString(5, link.label());
                insert.addBatch();
            }
            return insert.executeBatch().length;
        });
    }

    /** Notes how a hand-over ended; {@code status} is SENT, FAILED, or SENDING if nobody knows. */
    void ended(TeamId team, UUID recipient, String status, @Nullable Instant sentAt, @Nullable String failure) {
        String sql = "update recipient set status = ?, sent_at = ?, failure = ? where team_id = ? and id = ?";
        run(sql, update -> {
            update.setString(1, status);
            update.setTimestamp(2, sentAt == null ? null : Timestamp.from(sentAt));
            update.setString(3, failure);
            update.setLong(4, team.value());
            update.setObject(5, recipient);
            return update.executeUpdate();
        });
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("messages could not be written", failed);
        }
    }
}
