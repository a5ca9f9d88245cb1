package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.PushOutcome;

/**
 * Writes a batch. Some rows of it may be refused (207, each told by its trace id); where one wrong property makes HubSpot
 * refuse the whole batch (400), halves of it are tried until the wrong rows stand alone.
 */
final class HubSpotUpsert {
    private final HubSpotCalls calls;

    HubSpotUpsert(HubSpotCalls calls) {
        this.calls = calls;
    }

    /**
     * One row.
     *
     * @param externalId ours, also the trace id
     * @param crmId HubSpot's own id, empty if it is to be found or made by ours
     * @param whenMade what else to write if it turns out that there is none of this own id
     */
    record Row(String externalId, String crmId, Map<String, String> properties, Map<String, String> whenMade) {
        Row(String externalId, Map<String, String> properties) {
            this(externalId, "", properties, Map.of());
        }
    }

    /** Outcomes by external id. */
    Map<String, PushOutcome> write(String type, List<Row> rows) {
        Map<String, PushOutcome> outcomes = new HashMap<>();
        List<Row> known = rows.stream().filter(row -> !row.crmId().isEmpty()).toList();
        List<Row> rest = new ArrayList<>(
                rows.stream().filter(row -> row.crmId().isEmpty()).toList());
        Map<String, PushOutcome> updated = new HashMap<>();
        half(type, "/batch/update", known, updated);
        for (Row row : known) {
            PushOutcome outcome = updated.get(row.externalId());
            if (outcome instanceof PushOutcome.Refused) {
                // Deleted or merged over there: it is to be found by our id, or made anew.
                Map<String, String> whole = new HashMap<>(row.properties());
                whole.putAll(row.whenMade());
                rest.add(new Row(row.externalId(), whole));
            } else if (outcome != null) {
                outcomes.put(row.externalId(), outcome);
            }
        }
        half(type, "/batch/upsert", rest, outcomes);
        return outcomes;
    }

    private void half(String type, String how, List<Row> rows, Map<String, PushOutcome> outcomes) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            told(calls.call("POST", HubSpotCalls.objects(type, how), body(rows)), rows, outcomes);
        } catch (HubSpotRefusal refused) {
            if (rows.size() == 1) {
                outcomes.put(
                        rows.getFirst().externalId(), new PushOutcome.Refused(refused.field(), refused.sentence()));
                return;
            }
            half(type, how, rows.subList(0, rows.size() / 2), outcomes);
            half(type, how, rows.subList(rows.size() / 2, rows.size()), outcomes);
        }
    }

    private ObjectNode body(List<Row> rows) {
        ObjectNode body = calls.object();
        ArrayNode inputs = body.putArray("inputs");
        for (Row row : rows) {
            ObjectNode input = inputs.addObject().put("objectWriteTraceId", row.externalId());
            if (row.crmId().isEmpty()) {
                input.put("id", row.externalId()).put("idProperty", HubSpotCalls.ID);
            } else {
                input.put("id", row.crmId());
            }
            ObjectNode properties = input.putObject("properties");
            row.properties().forEach(properties::put);
            properties.put(HubSpotCalls.ID, row.externalId());
        }
        return body;
    }

    private static void told(JsonNode answer, List<Row> rows, Map<String, PushOutcome> outcomes) {
        Map<String, String> byCrmId = new HashMap<>();
        rows.forEach(row -> byCrmId.put(row.crmId(), row.externalId()));
        for (JsonNode result : answer.path("results")) {
            String id = result.path("id").asText();
            String external = result.path("objectWriteTraceId").asText("");
            if (external.isEmpty()) {
                external = HubSpotCalls.text(result, HubSpotCalls.ID);
            }
            outcomes.put(external.isEmpty() ? byCrmId.getOrDefault(id, "") : external, new PushOutcome.Stored(id));
        }
        for (JsonNode error : answer.path("errors")) {
            HubSpotRefusal refused = HubSpotCalls.refusal(error);
            for (JsonNode trace : error.path("context").path("objectWriteTraceId")) {
                outcomes.put(trace.asText(), new PushOutcome.Refused(refused.field(), refused.sentence()));
            }
        }
        for (Row row : rows) {
            outcomes.putIfAbsent(
                    row.externalId(), new PushOutcome.Unreachable("HubSpot did not say what became of the record."));
        }
    }
}
