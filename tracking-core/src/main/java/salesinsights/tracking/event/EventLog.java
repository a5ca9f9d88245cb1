package salesinsights.tracking.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The durable, append-only log of events. What is in it is judged, and what is judged is scored. */
@Singleton
public class EventLog {
    // One statement for any batch: arrays bind once, so the statement is prepared once (100,000 rows/s in a trial).
    private static final String APPEND = """
            insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,
                link_position, agent, network, signals, detail)
            select id, 'epoch'::timestamptz + recorded_at * interval '1 microsecond', team_id, message_id, recipient_id,
                kind, source, 'epoch'::timestamptz + occurred_at * interval '1 microsecond',
                link_position, agent, network, string_to_array(signals, ' '), detail::jsonb
            from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
                ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[])
              as t (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,
                link_position, agent, network, signals, detail)
            on conflict do nothing
            returning id
            """;

    // A mark that is there is locked, so that nobody claims it before these events can be seen.
    private static final String TO_JUDGE = """
            insert into to_judge (recipient_id, team_id)
            select * from unnest(?::uuid[], ?::bigint[]) order by 1
            on conflict (recipient_id) do update set since = to_judge.since
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final EventPartitions partitions;
    private final AgentFamilies agents;

    EventLog(AgroalDataSource database, ObjectMapper json, EventPartitions partitions, AgentFamilies agents) {
        this.database = database;
        this.json = json;
        this.partitions = partitions;
        this.agents = agents;
    }

    /**
     * Appends the events of a batch that are not there yet, in the caller's transaction, and hands their recipients to
     * the judge. Whatever a caller gives as user agent, its family is what is kept.
     *
     * @return the ids that are new; the others were duplicates
     */
    public Set<UUID> append(List<TrackingEvent> events) {
        Set<UUID> added = insert(events);
        if (!added.isEmpty()) {
            handToJudge(events, added);
        }
        return added;
    }

    /**
     * Appends events for the judge itself, who writes their verdicts in the same transaction: nobody has to look at them
     * once more.
     *
     * @return the ids that are new
     */
    public Set<UUID> appendJudged(List<TrackingEvent> events) {
        return insert(events);
    }

    private Set<UUID> insert(List<TrackingEvent> events) {
        if (events.isEmpty()) {
            return Set.of();
        }
        partitions.cover(events.stream().map(TrackingEvent::recordedAt).toList());
        try (Connection connection = database.getConnection();
                PreparedStatement append = connection.prepareStatement(APPEND)) {
            bind(connection, append, events);
            Set<UUID> added = new HashSet<>();
            try (ResultSet rows = append.executeQuery()) {
                while (rows.next()) {
                    added.add(rows.getObject(1, UUID.class));
                }
            }
            return added;
        } catch (SQLException failed) {
            throw new IllegalStateException("events could not be appended", failed);
        }
    }

    private void bind(Connection connection, PreparedStatement append, List<TrackingEvent> events) throws SQLException {
        Columns columns = new Columns(connection, append, events);
        UnaryOperator<@Nullable String> families = agents.asOfNow();
        columns.plain(TrackingEvent::id);
        columns.numbers(event -> micros(event.recordedAt()));
        columns.numbers(event -> event.team().value());
        columns.plain(TrackingEvent::message);
        columns.plain(TrackingEvent::recipient);
        columns.plain(TrackingEvent::kind);
        columns.plain(TrackingEvent::source);
        columns.numbers(event -> micros(event.occurredAt()));
        columns.positions(TrackingEvent::linkPosition);
        columns.texts(event -> families.apply(event.agent()));
        columns.texts(TrackingEvent::network);
        columns.texts(event -> String.join(" ", event.signals()));
        columns.texts(this::detailOf);
    }

    /** PostgreSQL's own precision; as a number, because a date's text is most of the work of writing a row. */
    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private String detailOf(TrackingEvent event) {
        if (event.detail().isEmpty()) {
            return "{}";
        }
        try {
            return json.writeValueAsString(event.detail());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of strings is always JSON", impossible);
        }
    }

    private void handToJudge(List<TrackingEvent> events, Set<UUID> added) {
        Map<UUID, Long> touched = new HashMap<>();
        for (TrackingEvent event : events) {
            if (added.contains(event.id())) {
                touched.put(event.recipient(), event.team().value());
            }
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(TO_JUDGE)) {
            insert.setArray(1, connection.createArrayOf("uuid", touched.keySet().toArray()));
            insert.setArray(
                    2, connection.createArrayOf("bigint", touched.values().toArray()));
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("events could not be handed to the judge", failed);
        }
    }
}
