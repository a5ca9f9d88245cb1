package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.spi.PushOutcome;

/** Writes up to 200 rows at once, each taken or refused by itself, told in the request's order. */
final class SalesforceRows {
    static final String ID = "SI_Id__c";

    private static final Set<String> PASSING = Set.of(
            "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "REQUEST_RUNNING_TOO_LONG", "TXN_SECURITY_METERING_ERROR");
    private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND");

    private final SalesforceCalls calls;

    SalesforceRows(SalesforceCalls calls) {
        this.calls = calls;
    }

    ObjectNode row(String type) {
        ObjectNode row = calls.mapper().createObjectNode();
        row.putObject("attributes").put("type", type);
        return row;
    }

    /** Finds or makes each row by {@value #ID}. */
    List<PushOutcome> upsert(String type, List<ObjectNode> rows) {
        return outcomes(rows, sent("/composite/sobjects/" + type + "/" + ID, rows));
    }

    /** Writes rows that have a Salesforce id; empty for those that it has not any more. */
    List<Optional<PushOutcome>> update(List<ObjectNode> rows) {
        JsonNode answer = sent("/composite/sobjects", rows);
        List<PushOutcome> outcomes = outcomes(rows, answer);
        List<Optional<PushOutcome>> told = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String code =
                    answer.path(i).path("errors").path(0).path("statusCode").asText("");
            told.add(GONE.contains(code) ? Optional.empty() : Optional.of(outcomes.get(i)));
        }
        return told;
    }

    private JsonNode sent(String path, List<ObjectNode> rows) {
        if (rows.isEmpty()) {
            return calls.mapper().createArrayNode();
        }
        ObjectNode body = calls.mapper().createObjectNode().put("allOrNone", false);
        ArrayNode records = body.putArray("records");
        rows.forEach(records::add);
        return calls.call("PATCH", path, body);
    }

    private static List<PushOutcome> outcomes(List<ObjectNode> rows, JsonNode answer) {
        List<PushOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode result = answer.path(i);
            if (result.path("success").asBoolean()) {
                outcomes.add(new PushOutcome.Stored(result.path("id").asText()));
            } else {
                outcomes.add(refused(result.path("errors").path(0)));
            }
        }
        return outcomes;
    }

    private static PushOutcome refused(JsonNode error) {
        String code = error.path("statusCode").asText("");
        if (code.isEmpty() || PASSING.contains(code)) {
            return new PushOutcome.Unreachable(
                    code.isEmpty()
                            ? "Salesforce did not say what became of the record."
                            : "Somebody else holds the record in Salesforce (" + code + ").");
        }
        String message = SalesforceCalls.words(error.path("message").asText());
        return new PushOutcome.Refused(error.path("fields").path(0).asText(""), message.isEmpty() ? code : message);
    }

    /** Ids as SOQL takes them; ours have no quote to escape, anything else is left out. */
    static String in(Collection<String> ids) {
        return ids.stream()
                .filter(id -> id.matches("[0-9A-Za-z-]{1,40}"))
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(",", "(", ")"));
    }
}
