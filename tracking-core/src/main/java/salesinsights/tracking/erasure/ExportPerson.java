package salesinsights.tracking.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Clock;

/** All that is stored about a person, by room and table, as JSON. In the caller's transaction. */
@Singleton
class ExportPerson {
    private final Steps steps;
    private final RowSql sql;
    private final ObjectMapper json;
    private final Clock clock;

    ExportPerson(Steps steps, RowSql sql, ObjectMapper json, Clock clock) {
        this.steps = steps;
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    String of(Person person) {
        Person now = new Person(
                person.request(),
                person.team(),
                person.address(),
                person.subject(),
                steps.recipients(person.team(), person.address()),
                steps.soleMessages(person.team(), person.address()),
                true);
        ObjectNode all = json.createObjectNode();
        all.put("address", person.address());
        all.put("exportedAt", clock.instant().toString());
        for (PersonalData room : steps.all()) {
            ObjectNode tables = all.putObject(room.name());
            for (PersonRows rows : room.rows()) {
                ArrayNode found = tables.withArray("/" + rows.table());
                sql.shown(rows, now).forEach(row -> found.add(parsed(row)));
            }
        }
        return all.toPrettyString();
    }

    private JsonNode parsed(String row) {
        try {
            return json.readTree(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL writes JSON", impossible);
        }
    }
}
