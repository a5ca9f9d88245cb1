package salesinsights.scoring.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Reads rows of table lead. */
@Singleton
class LeadRows {
    /** The columns that {@link #read} needs; the lead is {@code l}, its team {@code t}, its changes {@code c}. */
    static final String COLUMNS = """
            l.id, l.team_id, t.path, l.external_id, l.name, l.email, l.company, l.phone, l.country, l.owner, l.stage,
            l.outcome, l.outcome_at, l.source, l.attributes, l.created_at, l.updated_at, l.edition, c.version
            """;

    static final String SELECT = "select " + COLUMNS + " from lead l join team t on t.id = l.team_id"
            + " join lead_change c on c.lead_id = l.id ";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json;

    LeadRows(ObjectMapper json) {
        this.json = json;
    }

    Lead read(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Lead(
                new LeadId(row.getObject("id", UUID.class)),
                new TeamId(row.getLong("team_id")),
                new TeamPath(row.getString("path")),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("company"),
                row.getString("phone"),
                row.getString("country"),
                row.getString("owner"),
                Stage.valueOf(row.getString("stage")),
                outcome == null ? null : Outcome.valueOf(outcome),
                Database.instant(row, "outcome_at"),
                row.getString("source"),
                texts(row.getString("attributes")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("edition"),
                row.getLong("version"));
    }

    String json(Map<String, String> attributes) {
        try {
            return json.writeValueAsString(attributes);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    private Map<String, String> texts(String stored) {
        try {
            return json.readValue(stored, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored attributes are not a map of texts", broken);
        }
    }
}
