package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.PushOutcome;

/**
 * Writes leads by {@code load}, Odoo's import: new ones under an external id, which its database keeps unique, known ones
 * under their own id. An import is carried out wholly or not at all; rows that it names as wrong are left out of the next
 * try.
 */
final class OdooPush {
    private final OdooCalls calls;
    private final OdooMapping mapping;

    OdooPush(OdooCalls calls, OdooMapping mapping) {
        this.calls = calls;
        this.mapping = mapping;
    }

    private record Row(CrmLead lead, Map<String, String> cells) {}

    List<PushOutcome> push(List<CrmLead> batch) {
        Map<String, JsonNode> before = known(batch);
        Map<Set<String>, List<Row>> alike = new LinkedHashMap<>();
        for (CrmLead lead : batch) {
            Row row = new Row(lead, mapping.row(lead, before.get(lead.externalId())));
            alike.computeIfAbsent(row.cells().keySet(), columns -> new ArrayList<>())
                    .add(row);
        }
        Map<String, PushOutcome> outcomes = new HashMap<>();
        alike.values().forEach(rows -> load(rows, outcomes));
        return batch.stream()
                .map(lead -> Objects.requireNonNull(outcomes.get(lead.externalId())))
                .toList();
    }

    /** Records of these leads by our id; a record that came about over there by the id that the lead names. */
    private Map<String, JsonNode> known(List<CrmLead> batch) {
        ArrayNode ours = calls.mapper().createArrayNode();
        ArrayNode theirs = calls.mapper().createArrayNode();
        for (CrmLead lead : batch) {
            ours.add(lead.externalId());
            if (lead.crmId() != null && lead.crmId().matches("[0-9]{1,9}")) {
                theirs.add(Integer.parseInt(lead.crmId()));
            }
        }
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.add("|");
        domain.addArray().add(OdooField.EXTERNAL_ID.field).add("in").add(ours);
        domain.addArray().add("id").add("in").add(theirs);
        List<JsonNode> found = calls.find("crm.lead", domain, mapping.read(), "id", 2 * batch.size() + 10);
        Map<String, JsonNode> byExternal = new HashMap<>();
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode record : found) {
            byId.put(record.path("id").asText(), record);
            String external = OdooMapping.externalId(record);
            if (external != null) {
                byExternal.putIfAbsent(external, record);
            }
        }
        batch.forEach(lead -> {
            JsonNode there = lead.crmId() == null ? null : byId.get(lead.crmId());
            if (there != null && OdooMapping.externalId(there) == null) {
                byExternal.putIfAbsent(lead.externalId(), there);
            }
        });
        return byExternal;
    }

    private void load(List<Row> rows, Map<String, PushOutcome> outcomes) {
        List<Row> left = new ArrayList<>(rows);
        while (!left.isEmpty()) {
            JsonNode answer;
            try {
                answer = loaded(left);
            } catch (OdooRefusal refused) {
                left.forEach(row -> outcomes.put(
                        row.lead().externalId(), new PushOutcome.Refused(refused.field(), refused.sentence())));
                return;
            }
            JsonNode ids = answer.path("ids");
            if (ids.isArray() && ids.size() == left.size()) {
                for (int i = 0; i < left.size(); i++) {
                    outcomes.put(
                            left.get(i).lead().externalId(),
                            new PushOutcome.Stored(ids.get(i).asText()));
                }
                return;
            }
            leaveOut(left, answer.path("messages"), outcomes);
        }
    }

    private JsonNode loaded(List<Row> rows) {
        ObjectNode arguments = calls.object();
        arguments.set(
                "fields", calls.mapper().valueToTree(rows.getFirst().cells().keySet()));
        ArrayNode data = arguments.putArray("data");
        rows.forEach(row -> data.add(calls.mapper().valueToTree(row.cells().values())));
        return calls.call("crm.lead", "load", List.of(), arguments);
    }

    /** Takes the rows that Odoo names out of the next try; all of them if it names none. */
    private static void leaveOut(List<Row> left, JsonNode messages, Map<String, PushOutcome> outcomes) {
        Map<Integer, PushOutcome> refused = new HashMap<>();
        String why = "Odoo took none of these records, and did not say why.";
        for (JsonNode message : messages) {
            String sentence = words(message.path("message").asText());
            if (!message.path("type").asText("error").equals("error")) {
                continue;
            }
            why = sentence;
            String field = fieldOf(message);
            int from = message.path("rows")
                    .path("from")
                    .asInt(message.path("record").asInt(-1));
            int to = message.path("rows").path("to").asInt(from);
            for (int row = Math.max(from, 0); row <= to && row < left.size(); row++) {
                refused.putIfAbsent(row, new PushOutcome.Refused(field, sentence));
            }
        }
        if (refused.isEmpty()) {
            for (int row = 0; row < left.size(); row++) {
                refused.put(row, new PushOutcome.Refused("", why));
            }
        }
        for (int row = left.size() - 1; row >= 0; row--) {
            PushOutcome outcome = refused.get(row);
            if (outcome != null) {
                outcomes.put(left.remove(row).lead().externalId(), outcome);
            }
        }
    }

    private static String fieldOf(JsonNode message) {
        JsonNode field = message.path("field");
        return field.isArray() ? field.path(0).asText("") : field.asText("");
    }

    private static String words(@Nullable String text) {
        String line =
                String.valueOf(text).replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
