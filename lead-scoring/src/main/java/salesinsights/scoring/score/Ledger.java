package salesinsights.scoring.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The append-only table of score entries. */
@Singleton
class Ledger {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    Ledger(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A book for each of these leads, also for those that nothing is written of. */
    Map<LeadId, Book> of(Collection<Lead> leads) {
        Map<LeadId, List<ScoreEntry>> entries = new HashMap<>();
        String sql = """
                select * from score_entry where lead_id = any (?) and team_id = any (?) order by effective_at, id
                """;
        database.list(
                        sql,
                        this::read,
                        Database.uuids(
                                leads.stream().map(lead -> lead.id().value()).toList()),
                        Database.longs(leads.stream()
                                .map(lead -> lead.teamId().value())
                                .distinct()
                                .toList()))
                .forEach(entry -> entries.computeIfAbsent(entry.lead(), lead -> new ArrayList<>())
                        .add(entry));
        Map<LeadId, Book> books = new HashMap<>();
        leads.forEach(lead ->
                books.put(lead.id(), new Book(lead.teamId(), lead.id(), entries.getOrDefault(lead.id(), List.of()))));
        return books;
    }

    void append(List<ScoreEntry> lines) {
        if (lines.isEmpty()) {
            return;
        }
        String sql = """
                insert into score_entry (id, team_id, lead_id, rule, model_version, delta, half_life_seconds,
                    zero_after_micros, effective_at, recorded_at, event_id, reversal_of, parameters)
                select id, team_id, lead_id, rule, model_version, delta, half_life_seconds, zero_after_micros, effective_at,
                    recorded_at, event_id, reversal_of, parameters::jsonb
                from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::float8[], ?::bigint[],
                    ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::text[]) as t (id, team_id,
                    lead_id, rule, model_version, delta, half_life_seconds, zero_after_micros, effective_at, recorded_at,
                    event_id, reversal_of, parameters)
                """;
        database.write(
                sql,
                cells("uuid", lines, ScoreEntry::id),
                cells("bigint", lines, line -> line.team().value()),
                cells("uuid", lines, line -> line.lead().value()),
                cells("text", lines, ScoreEntry::rule),
                cells("text", lines, ScoreEntry::modelVersion),
                cells("float8", lines, ScoreEntry::delta),
                cells("bigint", lines, line -> line.fading() instanceof HalfLife(long seconds) ? seconds : null),
                cells("bigint", lines, line -> line.fading() instanceof LinearFade(long micros) ? micros : null),
                cells("timestamptz", lines, ScoreEntry::effectiveAt),
                cells("timestamptz", lines, ScoreEntry::recordedAt),
                cells("uuid", lines, ScoreEntry::event),
                cells("uuid", lines, ScoreEntry::reversalOf),
                cells("text", lines, line -> written(line.parameters())));
    }

    private static Database.Cells cells(
            String type, List<ScoreEntry> lines, Function<ScoreEntry, @Nullable Object> cell) {
        List<@Nullable Object> values = new ArrayList<>();
        lines.forEach(line -> values.add(cell.apply(line)));
        return new Database.Cells(type, values);
    }

    private ScoreEntry read(ResultSet row) throws SQLException {
        return new ScoreEntry(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                row.getString("rule"),
                row.getString("model_version"),
                row.getDouble("delta"),
                fading(row),
                row.getTimestamp("effective_at").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("event_id", UUID.class),
                row.getObject("reversal_of", UUID.class),
                texts(row.getString("parameters")));
    }

    private static @Nullable Fading fading(ResultSet row) throws SQLException {
        Long halfLife = row.getObject("half_life_seconds", Long.class);
        Long zeroAfter = row.getObject("zero_after_micros", Long.class);
        return halfLife != null ? new HalfLife(halfLife) : zeroAfter == null ? null : new LinearFade(zeroAfter);
    }

    private String written(Map<String, String> parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    private Map<String, String> texts(String stored) {
        try {
            return json.readValue(stored, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored parameters are not a map of texts", broken);
        }
    }
}
