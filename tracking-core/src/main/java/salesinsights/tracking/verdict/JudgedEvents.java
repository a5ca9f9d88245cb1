package salesinsights.tracking.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;

/** Judged events for those who follow: what changed, and what is true now. */
@Singleton
public class JudgedEvents {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final UnwantedEvents unwanted;

    JudgedEvents(AgroalDataSource database, ObjectMapper json, UnwantedEvents unwanted) {
        this.database = database;
        this.json = json;
        this.unwanted = unwanted;
    }

    /**
     * Claims recipients whose judged events changed, exclusively and in the caller's transaction: they are handed out
     * again if it rolls back, and whoever changes one meanwhile waits and leaves a new mark.
     *
     * @param atMost 1 to 10,000
     */
    public List<UUID> claimChanged(int atMost) {
        String sql = """
                delete from judged_recipient where recipient_id = any (array(
                    select recipient_id from judged_recipient where since <= now() order by since limit ? for update skip locked))
                returning recipient_id
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(sql)) {
            claim.setInt(1, atMost);
            try (ResultSet rows = claim.executeQuery()) {
                List<UUID> claimed = new ArrayList<>();
                while (rows.next()) {
                    claimed.add(rows.getObject(1, UUID.class));
                }
                return claimed;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("changed recipients could not be claimed", failed);
        }
    }

    /** Leaves a recipient to claims from five minutes on, because whoever follows cannot deal with it now. */
    public void putOff(UUID recipient) {
        String sql = "update judged_recipient set since = now() + interval '5 minutes' where recipient_id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, recipient);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("a changed recipient could not be put off", failed);
        }
    }

    /**
     * All judged events of these recipients, oldest first; events not judged yet are not among them, nor are those of a
     * purpose that their person withdrew from or objects to.
     */
    public List<JudgedEvent> of(Collection<UUID> recipients) {
        return unwanted.wanted(all(recipients));
    }

    /** The same for scoring: nothing of people who do not want to be scored. */
    public List<JudgedEvent> scorable(Collection<UUID> recipients) {
        return unwanted.scorable(all(recipients));
    }

    private List<JudgedEvent> all(Collection<UUID> recipients) {
        String sql = "select * from judged_event where recipient_id = any (?) order by occurred_at, id";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", recipients.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<JudgedEvent> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("judged events could not be read", failed);
        }
    }

    /**
     * Everything that was ever believed of these events, the first verdict first: what did we believe when. Events that
     * were judged once are not among the keys; withdrawn ones are.
     */
    public Map<UUID, List<PastVerdict>> historyOf(Collection<UUID> events) {
        String sql = """
                select * from verdict v where v.event_id = any (?) and exists (
                    select from verdict later where later.event_id = v.event_id and later.revision = 2)
                order by v.event_id, v.revision
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", events.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                Map<UUID, List<PastVerdict>> history = new HashMap<>();
                while (rows.next()) {
                    PastVerdict past = past(rows);
                    history.computeIfAbsent(past.event(), fresh -> new ArrayList<>())
                            .add(past);
                }
                return history;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("earlier verdicts could not be read", failed);
        }
    }

    private static PastVerdict past(ResultSet row) throws SQLException {
        return new PastVerdict(
                row.getObject("event_id", UUID.class),
                row.getInt("revision"),
                ActorKind.valueOf(row.getString("actor")),
                row.getDouble("confidence"),
                List.of((String[]) row.getArray("reasons").getArray()),
                row.getString("catalogue"),
                row.getBoolean("withdrawn"),
                row.getTimestamp("judged_at").toInstant());
    }

    private JudgedEvent read(ResultSet row) throws SQLException {
        return new JudgedEvent(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getObject("message_id", UUID.class),
                row.getObject("recipient_id", UUID.class),
                EventKind.valueOf(row.getString("kind")),
                EventSource.valueOf(row.getString("source")),
                row.getTimestamp("occurred_at").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("link_position", Integer.class),
                row.getString("agent"),
                detailOf(row.getString("detail")),
                ActorKind.valueOf(row.getString("actor")),
                row.getDouble("confidence"),
                List.of((String[]) row.getArray("reasons").getArray()),
                row.getInt("revision"),
                row.getTimestamp("judged_at").toInstant());
    }

    private Map<String, String> detailOf(String stored) {
        try {
            return json.readValue(stored, STRINGS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored detail is not a map of strings", broken);
        }
    }
}
