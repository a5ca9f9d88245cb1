package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.hubspot.HubSpotUpsert.Row;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTask.Status;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.PushOutcome;

/** Notes and tasks, written under our id and then tied to their deal; both may be repeated. */
final class HubSpotActivities {
    static final List<String> TASK_PROPERTIES =
            List.of(HubSpotCalls.ID, HubSpotMapping.MARK, HubSpotMapping.MODIFIED, "hs_task_status", "hs_task_subject");

    private final HubSpotCalls calls;
    private final HubSpotUpsert upsert;
    private final CrmMapping mapping;

    HubSpotActivities(HubSpotCalls calls, HubSpotUpsert upsert, CrmMapping mapping) {
        this.calls = calls;
        this.upsert = upsert;
        this.mapping = mapping;
    }

    List<PushOutcome> log(List<CrmTouch> batch) {
        return written("notes", batch, CrmTouch::externalId, CrmTouch::lead, HubSpotActivities::note);
    }

    List<PushOutcome> push(List<CrmTask> batch) {
        Map<String, JsonNode> there =
                calls.read("tasks", batch.stream().map(CrmTask::externalId).toList(), TASK_PROPERTIES);
        return written(
                "tasks",
                batch,
                CrmTask::externalId,
                CrmTask::lead,
                task -> properties(task, there.get(task.externalId())));
    }

    private <T> List<PushOutcome> written(
            String type,
            List<T> batch,
            Function<T, String> id,
            Function<T, String> lead,
            Function<T, Map<String, String>> properties) {
        Map<String, JsonNode> deals =
                calls.read("deals", batch.stream().map(lead).distinct().toList(), List.of(HubSpotCalls.ID));
        List<Row> rows = batch.stream()
                .filter(entry -> deals.containsKey(lead.apply(entry)))
                .map(entry -> new Row(id.apply(entry), properties.apply(entry)))
                .toList();
        Map<String, PushOutcome> outcomes = rows.isEmpty() ? new HashMap<>() : upsert.write(type, rows);
        tie(type, batch, id, lead, deals, outcomes);
        List<PushOutcome> inOrder = new ArrayList<>();
        for (T entry : batch) {
            inOrder.add(
                    deals.containsKey(lead.apply(entry))
                            ? Objects.requireNonNull(outcomes.get(id.apply(entry)))
                            : new PushOutcome.Refused("lead", "HubSpot does not have this deal any more."));
        }
        return inOrder;
    }

    private <T> void tie(
            String type,
            List<T> batch,
            Function<T, String> id,
            Function<T, String> lead,
            Map<String, JsonNode> deals,
            Map<String, PushOutcome> outcomes) {
        ObjectNode body = calls.object();
        ArrayNode inputs = body.putArray("inputs");
        for (T entry : batch) {
            JsonNode deal = deals.get(lead.apply(entry));
            if (deal != null && outcomes.get(id.apply(entry)) instanceof PushOutcome.Stored(var crmId)) {
                ObjectNode input = inputs.addObject();
                input.putObject("from").put("id", crmId);
                input.putObject("to").put("id", deal.path("id").asText());
            }
        }
        if (!inputs.isEmpty()) {
            String path = "/crm/associations/" + HubSpotCalls.VERSION + "/" + type + "/deals/batch/associate/default";
            calls.call("POST", path, body);
        }
    }

    private static Map<String, String> note(CrmTouch touch) {
        String text = touch.text().isEmpty() ? "" : "<br>" + escaped(touch.text());
        return Map.of(
                "hs_note_body",
                escaped(touch.title()) + text,
                "hs_timestamp",
                Long.toString(touch.at().toEpochMilli()));
    }

    /** @param before the task as it stands, null if there is none */
    private Map<String, String> properties(CrmTask task, @Nullable JsonNode before) {
        boolean finishedThere = before != null
                && HubSpotCalls.text(before, "hs_task_status").equals("COMPLETED")
                && task.status() == Status.OPEN;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("hs_task_subject", HubSpotMapping.oneLine(task.title()));
        properties.put("hs_task_body", escaped(task.reason()));
        properties.put("hs_task_type", "TODO");
        properties.put("hs_timestamp", Long.toString(task.dueAt().toEpochMilli()));
        if (!finishedThere) {
            String status = switch (task.status()) {
                case OPEN -> "NOT_STARTED";
                case DONE -> "COMPLETED";
                case CANCELLED -> "DEFERRED";
            };
            properties.put("hs_task_status", status);
            properties.put(HubSpotMapping.MARK, status);
        }
        Optional.ofNullable(task.owner())
                .flatMap(mapping::ownerOf)
                .ifPresent(owner -> properties.put("hubspot_owner_id", owner));
        return properties;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("\\R", "<br>");
    }
}
