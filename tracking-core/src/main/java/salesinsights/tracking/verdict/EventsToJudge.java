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
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;

/** The judge's tables: what is to be judged, and the verdicts so far. Everything in the caller's transaction. */
@Singleton
class EventsToJudge {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private static final String CLAIM = """
            delete from to_judge where recipient_id in (
                select recipient_id from to_judge order by since limit ? for update skip locked)
            returning recipient_id
            """;

    private static final String FACTS = """
            select e.*, r.address = m.sender_address as to_sender,
                v.actor, v.confidence, v.reasons, v.withdrawn, v.revision
            from tracking_event e
            join recipient r on r.id = e.recipient_id
            join tracked_message m on m.id = e.message_id
            left join lateral (
                select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
            where e.recipient_id = any (?)
            """;

    private static final String RECORD = """
            insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                withdrawn, judged_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String HAND_ON = """
            insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing
            """;

    /** A verdict as it stands in the table, and how often it has changed. */
    record Standing(Verdict verdict, int revision) {}

    /** All that is known about one recipient. */
    record Dossier(
            UUID recipient,
            UUID message,
            TeamId team,
            boolean toSender,
            List<Seen> events,
            Map<UUID, Standing> standing) {}

    /** A verdict that is new or has changed. */
    record Change(UUID event, int revision, Verdict verdict) {}

    private final AgroalDataSource database;
    private final ObjectMapper json;

    EventsToJudge(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Claims recipients with new events, exclusively, and reads all of their events. */
    List<Dossier> claim(int atMost) {
        try (Connection connection = database.getConnection()) {
            List<UUID> claimed = new ArrayList<>();
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setInt(1, atMost);
                try (ResultSet rows = claim.executeQuery()) {
                    while (rows.next()) {
                        claimed.add(rows.getObject(1, UUID.class));
                    }
                }
            }
            return claimed.isEmpty() ? List.of() : read(connection, claimed);
        } catch (SQLException failed) {
            throw new IllegalStateException("events to judge could not be claimed", failed);
        }
    }

    /** Appends changed verdicts of one recipient and hands it on downstream. */
    void record(Dossier dossier, List<Change> changes, String catalogue, Instant judgedAt) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(RECORD);
                PreparedStatement handOn = connection.prepareStatement(HAND_ON)) {
            for (Change change : changes) {
                bind(insert, dossier, change, catalogue, judgedAt, connection);
                insert.addBatch();
            }
            insert.executeBatch();
            handOn.setObject(1, dossier.recipient());
            handOn.setLong(2, dossier.team().value());
            handOn.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("verdicts could not be recorded", failed);
        }
    }

    private static void bind(
            PreparedStatement insert,
            Dossier dossier,
            Change change,
            String catalogue,
            Instant judgedAt,
            Connection connection)
            throws SQLException {
        Verdict verdict = change.verdict();
        insert.setObject(1, change.event());
        insert.setInt(2, change.revision());
        insert.setLong(3, dossier.team().value());
        insert.setObject(4, dossier.recipient());
        insert.setString(5, verdict.actor().name());
        insert.setDouble(6, verdict.confidence());
        insert.setArray(
                7,
                connection.createArrayOf(
                        "text", verdict.reasons().stream().map(Reason::code).toArray()));
        insert.setString(8, catalogue);
        insert.setBoolean(9, verdict.withdrawn());
        insert.setTimestamp(10, Timestamp.from(judgedAt));
    }

    private List<Dossier> read(Connection connection, List<UUID> recipients) throws SQLException {
        Map<UUID, Dossier> dossiers = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FACTS)) {
            select.setArray(1, connection.createArrayOf("uuid", recipients.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Dossier dossier =
                            dossiers.computeIfAbsent(row.getObject("recipient_id", UUID.class), id -> empty(row, id));
                    Seen event = seen(row);
                    dossier.events().add(event);
                    Standing standing = standing(row);
                    if (standing != null) {
                        dossier.standing().put(event.id(), standing);
                    }
                }
            }
        }
        return List.copyOf(dossiers.values());
    }

    private static Dossier empty(ResultSet row, UUID recipient) {
        try {
            return new Dossier(
                    recipient,
                    row.getObject("message_id", UUID.class),
                    new TeamId(row.getLong("team_id")),
                    row.getBoolean("to_sender"),
                    new ArrayList<>(),
                    new LinkedHashMap<>());
        } catch (SQLException failed) {
            throw new IllegalStateException("an event could not be read", failed);
        }
    }

    private Seen seen(ResultSet row) throws SQLException {
        try {
            return new Seen(
                    row.getObject("id", UUID.class),
                    EventKind.valueOf(row.getString("kind")),
                    EventSource.valueOf(row.getString("source")),
                    row.getTimestamp("occurred_at").toInstant(),
                    row.getObject("link_position", Integer.class),
                    row.getString("agent"),
                    row.getString("network"),
                    Set.of((String[]) row.getArray("signals").getArray()),
                    json.readValue(row.getString("detail"), STRINGS));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored detail is not a map of strings", broken);
        }
    }

    private static @Nullable Standing standing(ResultSet row) throws SQLException {
        if (row.getString("actor") == null) {
            return null;
        }
        List<String> codes = List.of((String[]) row.getArray("reasons").getArray());
        List<Reason> reasons = Arrays.stream(Reason.values())
                .filter(reason -> codes.contains(reason.code()))
                .sorted(Comparator.comparingInt(reason -> codes.indexOf(reason.code())))
                .toList();
        Verdict verdict = new Verdict(
                ActorKind.valueOf(row.getString("actor")),
                row.getFloat("confidence"),
                reasons,
                row.getBoolean("withdrawn"));
        return new Standing(verdict, row.getInt("revision"));
    }
}
