package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTask.Status;
import salesinsights.crm.spi.PushOutcome;

/**
 * Tasks as {@code mail.activity}. What is done vanishes from there (18) or is archived (19), and leaves a message in the
 * chatter that quotes the activity's note: the note ends with the task's id, so the message tells which one it was. A task
 * that is finished here loses that line first, so that its message does not come back as news.
 */
final class OdooTasks {
    private static final String LABEL = "Sales Insights task ";
    private static final Pattern TASK = Pattern.compile(LABEL + "([0-9a-f-]{8,40})");
    private static final Pattern FEEDBACK = Pattern.compile("Feedback:(.*?)(?:Original note:|\\z)", Pattern.DOTALL);

    private final OdooCalls calls;
    private final OdooPull pull;
    private final CrmMapping mapping;

    OdooTasks(OdooCalls calls, OdooPull pull, CrmMapping mapping) {
        this.calls = calls;
        this.pull = pull;
        this.mapping = mapping;
    }

    private record Activity(int id, boolean active) {}

    List<PushOutcome> push(List<CrmTask> batch) {
        Map<String, Integer> leads =
                pull.ids(batch.stream().map(CrmTask::lead).distinct().toList());
        Map<String, Activity> known = known(batch);
        Map<String, Integer> ids = new HashMap<>();
        return batch.stream()
                .map(task -> {
                    Integer lead = leads.get(task.lead());
                    return lead == null
                            ? new PushOutcome.Refused("lead", "Odoo does not have this lead any more.")
                            : pushed(task, lead, Optional.ofNullable(known.get(task.externalId())), ids);
                })
                .toList();
    }

    private PushOutcome pushed(CrmTask task, int lead, Optional<Activity> there, Map<String, Integer> ids) {
        try {
            if (there.isPresent()) {
                change(task, lead, there.get());
                return new PushOutcome.Stored(Integer.toString(there.get().id()));
            }
            if (task.status() != Status.OPEN || wasFinished(task, lead)) {
                return new PushOutcome.Stored("finished");
            }
            return new PushOutcome.Stored(Integer.toString(create(task, lead, ids)));
        } catch (OdooRefusal refused) {
            return new PushOutcome.Refused(refused.field(), refused.sentence());
        }
    }

    private void change(CrmTask task, int lead, Activity activity) {
        if (!activity.active()) {
            return;
        }
        List<Integer> one = List.of(activity.id());
        switch (task.status()) {
            case OPEN -> {
                ObjectNode arguments = calls.object();
                arguments.set("vals", values(task, lead));
                calls.call("mail.activity", "write", one, arguments);
            }
            case DONE -> {
                ObjectNode arguments = calls.object();
                arguments.putObject("vals").put("note", paragraph(task.reason()));
                calls.call("mail.activity", "write", one, arguments);
                calls.call(
                        "mail.activity", "action_feedback", one, calls.object().put("feedback", task.note()));
            }
            case CANCELLED -> calls.call("mail.activity", "unlink", one, calls.object());
        }
    }

    private static String paragraph(String reason) {
        return reason.isEmpty() ? "" : "<p>" + OdooNotes.escaped(reason) + "</p>";
    }

    private ObjectNode values(CrmTask task, int lead) {
        ObjectNode values = calls.object()
                .put("summary", OdooText.oneLine(task.title()))
                .put("note", paragraph(task.reason()) + "<p>" + LABEL + task.externalId() + "</p>")
                .put(
                        "date_deadline",
                        task.dueAt().atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .put("res_id", lead)
                .put(OdooField.TASK_ID, task.externalId());
        Optional.ofNullable(task.owner())
                .flatMap(mapping::ownerOf)
                .filter(owner -> owner.matches("[0-9]{1,9}"))
                .ifPresent(owner -> values.put("user_id", Integer.parseInt(owner)));
        return values;
    }

    private int create(CrmTask task, int lead, Map<String, Integer> ids) {
        ObjectNode values = values(task, lead);
        values.put("res_model_id", ids.computeIfAbsent("model", key -> idOf("ir.model", "model", "crm.lead")));
        values.put(
                "activity_type_id",
                ids.computeIfAbsent("type", key -> idOf("mail.activity.type", "category", "default")));
        ObjectNode arguments = calls.object();
        arguments.putArray("vals_list").add(values);
        JsonNode made = calls.call("mail.activity", "create", List.of(), arguments);
        JsonNode id = made.isArray() ? made.path(0) : made;
        if (!id.isInt()) {
            throw CrmFailure.unreachable("Odoo did not say which activity it made.");
        }
        return id.asInt();
    }

    private int idOf(String model, String field, String value) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add(field).add("=").add(value);
        return calls.find(model, domain, List.of("id"), "id", 1).stream()
                .findFirst()
                .map(row -> row.path("id").asInt())
                .orElseThrow(() -> new OdooRefusal("", "Odoo has no " + model + " \"" + value + "\" for tasks."));
    }

    private Map<String, Activity> known(List<CrmTask> batch) {
        ArrayNode ids = calls.mapper().createArrayNode();
        batch.forEach(task -> ids.add(task.externalId()));
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add(OdooField.TASK_ID).add("in").add(ids);
        Map<String, Activity> known = new HashMap<>();
        calls.find("mail.activity", domain, List.of("id", "active", OdooField.TASK_ID), "id", 2 * batch.size())
                .forEach(row -> known.putIfAbsent(
                        OdooText.text(row.path(OdooField.TASK_ID)),
                        new Activity(row.path("id").asInt(), row.path("active").asBoolean(true))));
        return known;
    }

    private boolean wasFinished(CrmTask task, int lead) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("model").add("=").add("crm.lead");
        domain.addArray().add("res_id").add("=").add(lead);
        domain.addArray().add("body").add("ilike").add(LABEL + task.externalId());
        return !calls.find("mail.message", domain, List.of("id"), "id", 1).isEmpty();
    }

    /** Tasks of ours that people finished. One that they deleted leaves no trace. */
    CrmPage finished(@Nullable String cursor, int atMost) {
        int after;
        try {
            after = cursor == null ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException foreign) {
            throw CrmFailure.unreachable("The place to go on from is not readable; pull from the beginning.");
        }
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("id").add(">").add(after);
        domain.addArray().add("model").add("=").add("crm.lead");
        domain.addArray().add("mail_activity_type_id").add("!=").add(false);
        domain.addArray().add("body").add("ilike").add(LABEL);
        List<JsonNode> rows = calls.find("mail.message", domain, List.of("id", "body", "date"), "id", atMost);
        List<CrmItem> items = rows.stream().flatMap(row -> item(row).stream()).toList();
        String next = rows.isEmpty() ? cursor : rows.getLast().path("id").asText();
        return new CrmPage(items, next, rows.size() == atMost);
    }

    private static Optional<CrmItem> item(JsonNode row) {
        String text = OdooText.text(row.path("body"))
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        Matcher task = TASK.matcher(text);
        if (!task.find()) {
            return Optional.empty();
        }
        Matcher feedback = FEEDBACK.matcher(text);
        String note =
                feedback.find() ? feedback.group(1).replaceAll("\\s+", " ").strip() : "";
        return Optional.of(new CrmItem.Task(
                row.path("id").asText(), task.group(1), OdooText.moment(row.path("date")), false, Status.DONE, note));
    }
}
