package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.PushOutcome;

/**
 * Makes and changes many records with one call each, which Tryton carries out wholly or not at all; if it refuses, one by
 * one. A record that somebody changed since it was read is not written over.
 */
final class TrytonWrites {
    /**
     * A record to be.
     *
     * @param key names it in the answer
     * @param id 0 to make it
     * @param stamp when it was last changed, as Tryton wrote it; empty for a new one
     */
    record Row(String key, int id, String stamp, ObjectNode values) {}

    private final TrytonCalls calls;
    private final String model;

    TrytonWrites(TrytonCalls calls, String model) {
        this.calls = calls;
        this.model = model;
    }

    /** An outcome for each row, by its key. */
    Map<String, PushOutcome> carryOut(List<Row> rows) {
        Map<String, PushOutcome> outcomes = new HashMap<>();
        carryOut(rows.stream().filter(row -> row.id() == 0).toList(), outcomes);
        carryOut(rows.stream().filter(row -> row.id() != 0).toList(), outcomes);
        return outcomes;
    }

    private void carryOut(List<Row> rows, Map<String, PushOutcome> outcomes) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            List<String> ids = rows.getFirst().id() == 0 ? made(rows) : changed(rows);
            for (int i = 0; i < rows.size(); i++) {
                outcomes.put(rows.get(i).key(), new PushOutcome.Stored(ids.get(i)));
            }
        } catch (TrytonRefusal refused) {
            if (rows.size() > 1) {
                rows.forEach(row -> carryOut(List.of(row), outcomes));
            } else {
                outcomes.put(
                        rows.getFirst().key(),
                        refused.isConflict()
                                ? new PushOutcome.Unreachable(refused.sentence())
                                : new PushOutcome.Refused(refused.field(), refused.sentence()));
            }
        }
    }

    private List<String> made(List<Row> rows) {
        JsonNode ids = calls.call(
                "model." + model + ".create", rows.stream().map(Row::values).toList());
        if (!ids.isArray() || ids.size() != rows.size()) {
            throw CrmFailure.unreachable("Tryton did not say which records it made.");
        }
        return ids.valueStream().map(JsonNode::asText).toList();
    }

    private List<String> changed(List<Row> rows) {
        List<Object> arguments = new ArrayList<>();
        ObjectNode more = calls.object();
        ObjectNode stamps = more.putObject("_timestamp");
        for (Row row : rows) {
            arguments.add(List.of(row.id()));
            arguments.add(row.values());
            stamps.put(model + "," + row.id(), row.stamp());
        }
        calls.callWith(more, "model." + model + ".write", arguments.toArray());
        return rows.stream().map(row -> Integer.toString(row.id())).toList();
    }
}
