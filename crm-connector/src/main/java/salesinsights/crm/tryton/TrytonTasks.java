package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTask.Status;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.tryton.TrytonPull.Place;
import salesinsights.crm.tryton.TrytonWrites.Row;

/**
 * Tasks as {@code insights.task} of the module, as Tryton 6.0 has none of its own for leads. The state that we last wrote
 * stands beside the state: where they differ, a person over there set it.
 */
final class TrytonTasks {
    private static final String MODEL = "insights.task";
    private static final List<String> FIELDS =
            List.of("id", "external_id", "state", "pushed_state", "note", "_timestamp", TrytonField.CHANGED_AT);

    private final TrytonCalls calls;
    private final TrytonPull pull;
    private final CrmMapping mapping;

    TrytonTasks(TrytonCalls calls, TrytonPull pull, CrmMapping mapping) {
        this.calls = calls;
        this.pull = pull;
        this.mapping = mapping;
    }

    List<PushOutcome> push(List<CrmTask> batch) {
        Map<String, Integer> leads =
                pull.ids(batch.stream().map(CrmTask::lead).distinct().toList());
        Map<String, JsonNode> known = known(batch);
        Map<String, PushOutcome> outcomes = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (CrmTask task : batch) {
            Integer lead = leads.get(task.lead());
            JsonNode there = known.get(task.externalId());
            if (lead == null) {
                outcomes.put(
                        task.externalId(), new PushOutcome.Refused("lead", "Tryton does not have this lead any more."));
            } else if (there == null && task.status() != Status.OPEN) {
                outcomes.put(task.externalId(), new PushOutcome.Stored("finished"));
            } else if (there != null && isFinishedThere(there)) {
                outcomes.put(
                        task.externalId(),
                        new PushOutcome.Stored(there.path("id").asText()));
            } else {
                rows.add(new Row(
                        task.externalId(),
                        there == null ? 0 : there.path("id").asInt(),
                        there == null ? "" : there.path("_timestamp").asText(),
                        values(task, lead)));
            }
        }
        outcomes.putAll(new TrytonWrites(calls, MODEL).carryOut(rows));
        return batch.stream()
                .map(task -> Objects.requireNonNull(outcomes.get(task.externalId())))
                .toList();
    }

    private Map<String, JsonNode> known(List<CrmTask> batch) {
        List<String> ids = batch.stream().map(CrmTask::externalId).toList();
        Map<String, JsonNode> known = new HashMap<>();
        calls.find(MODEL, calls.domain(calls.clause("external_id", "in", ids)), FIELDS, List.of("id"), ids.size())
                .forEach(row -> known.put(TrytonText.text(row.path("external_id")), row));
        return known;
    }

    private static boolean isFinishedThere(JsonNode row) {
        return !row.path("state").asText().equals("open") && !isOurs(row);
    }

    private static boolean isOurs(JsonNode row) {
        return row.path("state").asText().equals(row.path("pushed_state").asText());
    }

    private ObjectNode values(CrmTask task, int lead) {
        String state = task.status().name().toLowerCase(Locale.ROOT);
        ObjectNode values = calls.object()
                .put("external_id", task.externalId())
                .put("version", task.version())
                .put("opportunity", lead)
                .put("title", task.title().isBlank() ? "Follow up" : TrytonText.oneLine(task.title()))
                .put("reason", TrytonText.stored(task.reason()))
                .put("note", TrytonText.stored(task.note()))
                .put("state", state)
                .put("pushed_state", state);
        values.set("due", TrytonText.moment(task.dueAt().truncatedTo(ChronoUnit.SECONDS)));
        Optional.ofNullable(task.owner())
                .flatMap(mapping::ownerOf)
                .filter(owner -> owner.matches("[0-9]{1,9}"))
                .ifPresent(owner -> values.put("employee", Integer.parseInt(owner)));
        return values;
    }

    /** Tasks of ours as they were left. One that was deleted over there leaves no trace. */
    CrmPage changed(@Nullable String cursor, int atMost) {
        Place place = Place.of(cursor);
        List<JsonNode> rows = pull.changed(MODEL, FIELDS, place, atMost);
        List<CrmItem> items = rows.stream()
                .<CrmItem>map(row -> new CrmItem.Task(
                        row.path("id").asText(),
                        TrytonText.text(row.path("external_id")),
                        TrytonPull.changedAt(row),
                        isOurs(row),
                        status(row),
                        TrytonText.text(row.path("note"))))
                .toList();
        boolean more = rows.size() == atMost;
        return new CrmPage(items, place.after(rows, more).cursor(), more);
    }

    private static Status status(JsonNode row) {
        return switch (row.path("state").asText()) {
            case "done" -> Status.DONE;
            case "cancelled" -> Status.CANCELLED;
            default -> Status.OPEN;
        };
    }
}
