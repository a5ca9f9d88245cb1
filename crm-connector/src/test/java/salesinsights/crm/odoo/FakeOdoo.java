package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.FakeHttp;

/**
 * An Odoo with the app CRM, as its documentation describes it (External JSON-2 API, 19.0; External RPC API, 18.0; read in
 * November 2026): records by model, required and unknown fields, imports that happen wholly or not at all, external ids that
 * are unique, errors by name. Every transaction has its own second.
 */
final class FakeOdoo extends FakeHttp {
    static final String KEY = "a-key-of-odoo";
    private static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "search_read", Set.of("domain", "fields", "offset", "limit", "order", "context"),
            "load", Set.of("fields", "data", "context"),
            "create", Set.of("vals_list", "context"),
            "write", Set.of("vals", "ids", "context"),
            "unlink", Set.of("ids", "context"),
            "fields_get", Set.of("allfields", "attributes", "context"),
            "action_feedback", Set.of("ids", "feedback", "attachment_ids", "context"));

    /** An error of Odoo's. */
    static final class Raised extends RuntimeException {
        final String name;

        Raised(String name, String message) {
            super(message);
            this.name = name;
        }
    }

    private final boolean json2;
    private final Map<String, Map<String, String>> types = new HashMap<>();
    private final Map<String, TreeMap<Integer, ObjectNode>> tables = new HashMap<>();
    private final Map<String, Integer> externalIds = new HashMap<>();
    private final Map<String, String> disliked = new HashMap<>();
    private final List<CrmTask> finished = new ArrayList<>();
    private int ids = 40;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    boolean mayMakeFields = true;

    FakeOdoo(boolean json2) {
        this.json2 = json2;
        type(
                "crm.lead",
                "name char email_from char partner_name char phone char user_id many2one stage_id many2one"
                        + " priority selection probability float active boolean date_closed datetime"
                        + " date_last_stage_update datetime");
        type(
                "mail.message",
                "model char res_id integer message_type char is_internal boolean date datetime"
                        + " message_id char body html subtype_id integer mail_activity_type_id many2one");
        type(
                "mail.activity",
                "summary char note html date_deadline date res_id integer user_id integer"
                        + " res_model_id integer activity_type_id integer active boolean");
        type("ir.model", "model char");
        type(
                "ir.model.fields",
                "name char field_description char ttype char state char model_id integer"
                        + " index boolean copied boolean");
        type("res.users", "name char email char login char active boolean share boolean");
        type("crm.stage", "name char sequence integer is_won boolean");
        type("mail.message.subtype", "name char internal boolean");
        type("mail.activity.type", "name char category char");
        seed("ir.model", "{\"model\":\"crm.lead\"}");
        seed("ir.model", "{\"model\":\"mail.activity\"}");
        seed("mail.message.subtype", "{\"name\":\"Note\",\"internal\":true}");
        seed("mail.activity.type", "{\"name\":\"To-Do\",\"category\":\"default\"}");
        seed("crm.stage", "{\"id\":1,\"name\":\"New\",\"sequence\":0,\"is_won\":false}");
        seed("crm.stage", "{\"id\":2,\"name\":\"Qualified\",\"sequence\":1,\"is_won\":false}");
        seed("crm.stage", "{\"id\":4,\"name\":\"Won\",\"sequence\":70,\"is_won\":true}");
        seed("res.users", "{\"id\":7,\"name\":\"Rita\",\"login\":\"rita\",\"active\":true,\"share\":false}");
    }

    private void type(String model, String fields) {
        Map<String, String> typed =
                new TreeMap<>(Map.of("id", "integer", "create_date", "datetime", "write_date", "datetime"));
        String[] words = fields.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            typed.put(words[i], words[i + 1]);
        }
        types.put(model, typed);
        tables.put(model, new TreeMap<>());
    }

    private void seed(String model, String json) {
        try {
            make(model, (ObjectNode) JSON.readTree(json));
        } catch (java.io.IOException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private TreeMap<Integer, ObjectNode> table(String model) {
        return Objects.requireNonNull(tables.get(model));
    }

    private Map<String, String> typesOf(String model) {
        return Objects.requireNonNull(types.get(model));
    }

    private ObjectNode row(String model, int id) {
        return Objects.requireNonNull(table(model).get(id));
    }

    private ObjectNode lead(int id) {
        return row("crm.lead", id);
    }

    TreeMap<Integer, ObjectNode> leads() {
        return table("crm.lead");
    }

    synchronized void dislikes(String externalId, String reason) {
        disliked.put(externalId, reason);
    }

    synchronized void likes(String externalId) {
        disliked.remove(externalId);
    }

    synchronized ObjectNode lead(String externalId) {
        return leads().values().stream()
                .filter(row -> row.path("x_si_external_id").asText().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    /** As a person does it in the browser. */
    synchronized void edit(String externalId, String field, String value) {
        tick();
        lead(externalId).put(field, value).put("write_date", written());
    }

    synchronized String add(String name, String email) {
        tick();
        return Integer.toString(
                make("crm.lead", JSON.createObjectNode().put("name", name).put("email_from", email)));
    }

    synchronized void delete(String externalId) {
        int id = lead(externalId).path("id").asInt();
        leads().remove(id);
        externalIds.values().removeIf(target -> target == id);
    }

    synchronized void decide(String externalId, Result result) {
        tick();
        ObjectNode lead = lead(externalId);
        lead.put("write_date", written()).put("active", result != Result.LOST);
        switch (result) {
            case WON -> {
                lead.put("probability", 100.0).put("date_closed", written()).put("date_last_stage_update", written());
                lead.putArray("stage_id").add(4).add("Won");
            }
            case LOST -> lead.put("probability", 0.0).put("date_closed", written());
            case OPEN -> {
                lead.put("probability", 20.0).put("date_closed", false).put("date_last_stage_update", written());
                lead.putArray("stage_id").add(2).add("Qualified");
            }
            case DO_NOT_CONTACT, DO_NOT_TRACK -> throw new UnsupportedOperationException();
        }
    }

    synchronized List<CrmTouch> touches() {
        return table("mail.message").values().stream()
                .filter(row -> row.path("message_id").asText().endsWith("@sales-insights>"))
                .map(row -> new CrmTouch(
                        row.path("message_id").asText(),
                        lead(row.path("res_id").asInt())
                                .path("x_si_external_id")
                                .asText(),
                        "",
                        OdooText.moment(row.path("date")),
                        row.path("body").asText(),
                        ""))
                .toList();
    }

    synchronized List<CrmTask> tasks() {
        List<CrmTask> all = new ArrayList<>(finished);
        table("mail.activity").values().stream()
                .filter(row -> row.path("active").asBoolean())
                .map(row -> task(row, CrmTask.Status.OPEN, ""))
                .forEach(all::add);
        return all;
    }

    private CrmTask task(ObjectNode row, CrmTask.Status status, String note) {
        return new CrmTask(
                row.path("x_si_external_id").asText(),
                0,
                lead(row.path("res_id").asInt()).path("x_si_external_id").asText(),
                row.path("summary").asText(),
                "",
                null,
                Instant.parse(row.path("date_deadline").asText() + "T00:00:00Z"),
                status,
                note);
    }

    synchronized void finish(String taskId, String feedback) {
        tick();
        ObjectNode activity = table("mail.activity").values().stream()
                .filter(row -> row.path("x_si_external_id").asText().equals(taskId))
                .findFirst()
                .orElseThrow();
        feedback(activity, feedback);
    }

    private void feedback(ObjectNode activity, String text) {
        finished.add(task(activity, CrmTask.Status.DONE, text));
        ObjectNode message = JSON.createObjectNode()
                .put("model", "crm.lead")
                .put("date", written())
                .put(
                        "body",
                        "<div><p><span>To-Do</span> done: "
                                + activity.path("summary").asText()
                                + "</p><div>Feedback: <p>" + text + "</p></div><div>Original note: "
                                + activity.path("note").asText() + "</div></div>");
        message.set("res_id", activity.get("res_id"));
        message.putArray("mail_activity_type_id").add(4).add("To-Do");
        make("mail.message", message);
        if (json2) {
            activity.put("active", false);
        } else {
            table("mail.activity").remove(activity.path("id").asInt());
        }
    }

    private void tick() {
        now = now.plusSeconds(1);
    }

    private String written() {
        return OdooText.moment(now);
    }

    @Override
    protected boolean writes(Request request) {
        return request.body().contains("\"load\"")
                || request.body().contains("\"create\"")
                || request.path().matches(".*/(load|create|write|unlink|action_feedback)");
    }

    @Override
    protected Answer lockedOut(Request request) {
        Raised error = json2
                ? new Raised("werkzeug.exceptions.Unauthorized", "Invalid apikey")
                : new Raised("odoo.exceptions.AccessDenied", "Access Denied");
        return request.path().equals("/jsonrpc") ? rpcError(error) : json2Error(error);
    }

    @Override
    protected Answer answer(Request request) {
        tick();
        if (request.path().equals("/jsonrpc")) {
            return rpc(request.json().path("params"));
        }
        if (!json2 || !request.path().startsWith("/json/2/")) {
            return Answer.html(404);
        }
        if (!request.header("authorization").equals("bearer " + KEY)) {
            return lockedOut(request);
        }
        String[] parts = request.path().split("/", -1);
        try {
            return Answer.json(200, call(parts[3], parts[4], (ObjectNode) request.json()));
        } catch (Raised error) {
            return json2Error(error);
        }
    }

    private static Answer json2Error(Raised error) {
        int status = switch (error.name) {
            case "werkzeug.exceptions.Unauthorized" -> 401;
            case "odoo.exceptions.AccessError" -> 403;
            case "werkzeug.exceptions.NotFound" -> 404;
            case "odoo.exceptions.ValidationError", "odoo.exceptions.UserError" -> 422;
            default -> 500;
        };
        return Answer.json(
                status, JSON.createObjectNode().put("name", error.name).put("message", error.getMessage()));
    }

    private Answer rpc(JsonNode call) {
        JsonNode args = call.path("args");
        if (call.path("service").asText().equals("common")) {
            boolean known = args.path(1).asText().equals("rita")
                    && args.path(2).asText().equals(KEY);
            return rpcResult(known ? JSON.valueToTree(7) : BooleanNode.FALSE);
        }
        try {
            if (!args.path(2).asText().equals(KEY)) {
                throw new Raised("odoo.exceptions.AccessDenied", "Access Denied");
            }
            String method = args.path(4).asText();
            ObjectNode named = args.path(6).deepCopy();
            JsonNode positional = args.path(5);
            if (method.equals("create") && positional.isEmpty()) {
                throw new Raised("builtins.IndexError", "list index out of range");
            }
            if (!positional.isEmpty()) {
                named.set(method.equals("create") ? "vals_list" : "ids", positional.get(0));
            }
            return rpcResult(call(args.path(3).asText(), method, named));
        } catch (Raised error) {
            return rpcError(error);
        }
    }

    private static Answer rpcResult(JsonNode result) {
        return Answer.json(
                200, JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).set("result", result));
    }

    private static Answer rpcError(Raised error) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
        answer.putObject("error")
                .put("code", 200)
                .put("message", "Odoo Server Error")
                .putObject("data")
                .put("name", error.name)
                .put("message", error.getMessage());
        return Answer.json(200, answer);
    }

    private JsonNode call(String model, String method, ObjectNode arguments) {
        if (!tables.containsKey(model)) {
            throw new Raised("werkzeug.exceptions.NotFound", "the model '" + model + "' does not exist");
        }
        Set<String> known = ARGUMENTS.get(method);
        arguments.fieldNames().forEachRemaining(name -> {
            if (known == null || !known.contains(name)) {
                throw new Raised("builtins.TypeError", method + "() got an unexpected keyword argument '" + name + "'");
            }
        });
        return switch (method) {
            case "search_read" -> found(model, arguments);
            case "fields_get" -> fields(model);
            case "load" -> loaded(arguments);
            case "create" -> created(model, arguments.path("vals_list"));
            case "write" -> changed(model, arguments);
            case "unlink" -> {
                arguments.path("ids").forEach(id -> table(model).remove(id.asInt()));
                yield BooleanNode.TRUE;
            }
            case "action_feedback" -> {
                feedback(
                        row(model, arguments.path("ids").path(0).asInt()),
                        arguments.path("feedback").asText());
                yield BooleanNode.TRUE;
            }
            default -> throw new Raised("builtins.AttributeError", "no such method");
        };
    }

    private String typeOf(String model, String field) {
        String type = typesOf(model).get(field);
        if (type == null) {
            throw new Raised("builtins.ValueError", "Invalid field '" + field + "' on model '" + model + "'");
        }
        return type;
    }

    private JsonNode fields(String model) {
        ObjectNode all = JSON.createObjectNode();
        typesOf(model).forEach((name, type) -> {
            ObjectNode field = all.putObject(name)
                    .put("string", name)
                    .put("type", type)
                    .put("required", name.equals("name"))
                    .put("readonly", name.equals("id"));
            if (type.equals("selection")) {
                field.putArray("selection").addArray().add("0").add("Low");
            }
        });
        return all;
    }

    private JsonNode created(String model, JsonNode values) {
        ArrayNode made = JSON.createArrayNode();
        for (JsonNode value : values) {
            if (model.equals("ir.model.fields")) {
                if (!mayMakeFields) {
                    throw new Raised("odoo.exceptions.AccessError", "You are not allowed to create 'Fields' records.");
                }
                String of = row("ir.model", value.path("model_id").asInt())
                        .path("model")
                        .asText();
                typesOf(of).put(value.path("name").asText(), value.path("ttype").asText());
            }
            made.add(make(model, value.deepCopy()));
        }
        return made;
    }

    private int make(String model, ObjectNode values) {
        values.fieldNames().forEachRemaining(field -> typeOf(model, field));
        if (model.equals("crm.lead")) {
            // What Odoo fills in by itself.
            ObjectNode lead = JSON.createObjectNode()
                    .put("active", true)
                    .put("probability", 12.5)
                    .put("date_closed", false)
                    .put("priority", "0")
                    .put("date_last_stage_update", written());
            lead.putArray("stage_id").add(1).add("New");
            lead.setAll(values);
            values = lead;
        }
        if (model.equals("mail.activity")) {
            values.put("active", true);
        }
        int id = values.path("id").asInt(++ids);
        values.put("id", id).put("create_date", written()).put("write_date", written());
        table(model).put(id, values);
        return id;
    }

    private JsonNode changed(String model, ObjectNode arguments) {
        arguments.path("vals").fieldNames().forEachRemaining(field -> typeOf(model, field));
        arguments.path("ids").forEach(id -> row(model, id.asInt()).setAll((ObjectNode) arguments.path("vals")));
        return BooleanNode.TRUE;
    }

    private JsonNode loaded(ObjectNode arguments) {
        List<String> columns =
                arguments.path("fields").valueStream().map(JsonNode::asText).toList();
        ArrayNode messages = JSON.createArrayNode();
        List<Runnable> effects = new ArrayList<>();
        ArrayNode made = JSON.createArrayNode();
        int number = 0;
        for (JsonNode row : arguments.path("data")) {
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.path(i).asText());
            }
            int at = number++;
            try {
                effects.add(imported(cells, made));
            } catch (Raised error) {
                ObjectNode message = messages.addObject()
                        .put("type", "error")
                        .put("record", at)
                        .put("field", error.name)
                        .put("message", error.getMessage());
                message.putObject("rows").put("from", at).put("to", at);
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        if (messages.isEmpty()) {
            effects.forEach(Runnable::run);
            answer.set("ids", made);
        } else {
            answer.put("ids", false);
        }
        answer.set("messages", messages);
        return answer;
    }

    private Runnable imported(Map<String, String> cells, ArrayNode made) {
        ObjectNode values = JSON.createObjectNode();
        cells.forEach((column, text) -> {
            if (!column.equals("id") && !column.equals(".id")) {
                String field = column.split("/", 2)[0];
                values.set(field, value(typeOf("crm.lead", field), text));
            }
        });
        String why = disliked.get(cells.getOrDefault("x_si_external_id", ""));
        if (why != null) {
            throw new Raised("name", why);
        }
        if (values.path("name").isBoolean()) {
            throw new Raised("name", "Missing required value for the field 'Opportunity' (name)");
        }
        String database = cells.getOrDefault(".id", "");
        if (!database.isEmpty() && !leads().containsKey(Integer.parseInt(database))) {
            throw new Raised("id", "No matching record found for database id '" + database + "'");
        }
        return () -> {
            Integer id = database.isEmpty() ? externalIds.get(cells.getOrDefault("id", "")) : Integer.valueOf(database);
            if (id == null) {
                id = make("crm.lead", values);
                externalIds.put(cells.getOrDefault("id", ""), id);
            } else {
                lead(id).setAll(values);
                lead(id).put("write_date", written());
            }
            made.add(id);
        };
    }

    private static JsonNode value(String type, String text) {
        return switch (type) {
            case "integer" -> JSON.valueToTree(text.isEmpty() ? 0 : Integer.parseInt(text));
            case "float" -> JSON.valueToTree(text.isEmpty() ? 0.0 : Double.parseDouble(text));
            case "many2one" ->
                text.isEmpty()
                        ? BooleanNode.FALSE
                        : JSON.createArrayNode().add(Integer.parseInt(text)).add("Record " + text);
            default -> text.isEmpty() ? BooleanNode.FALSE : JSON.valueToTree(text);
        };
    }

    private JsonNode found(String model, ObjectNode arguments) {
        List<String> fields =
                arguments.path("fields").valueStream().map(JsonNode::asText).toList();
        fields.forEach(field -> typeOf(model, field));
        List<JsonNode> terms = arguments.path("domain").valueStream().toList();
        boolean any = !terms.isEmpty() && terms.getFirst().asText().equals("|");
        List<JsonNode> leaves = terms.stream().filter(JsonNode::isArray).toList();
        leaves.forEach(leaf -> typeOf(model, leaf.path(0).asText()));
        List<String> order = List.of(arguments.path("order").asText("id").split(", ", -1));
        Comparator<ObjectNode> sorting = null;
        for (String field : order) {
            Comparator<ObjectNode> by = field.equals("id")
                    ? Comparator.comparingInt(row -> row.path("id").asInt())
                    : Comparator.comparing(row -> row.path(field).asText());
            sorting = sorting == null ? by : sorting.thenComparing(by);
        }
        ArrayNode rows = JSON.createArrayNode();
        table(model).values().stream()
                .filter(row -> any
                        ? leaves.stream().anyMatch(leaf -> holds(row, leaf))
                        : leaves.stream().allMatch(leaf -> holds(row, leaf)))
                .sorted(sorting)
                .limit(arguments.path("limit").asInt(80))
                .forEach(row -> {
                    ObjectNode shown = rows.addObject();
                    fields.forEach(
                            field -> shown.set(field, row.hasNonNull(field) ? row.get(field) : BooleanNode.FALSE));
                });
        return rows;
    }

    private static boolean holds(ObjectNode row, JsonNode leaf) {
        JsonNode actual =
                row.hasNonNull(leaf.path(0).asText()) ? row.get(leaf.path(0).asText()) : BooleanNode.FALSE;
        JsonNode wanted = leaf.path(2);
        if (leaf.path(1).asText().matches("[<>]=?") && actual.isBoolean()) {
            return false;
        }
        int order = actual.isNumber() && wanted.isNumber()
                ? Integer.compare(actual.asInt(), wanted.asInt())
                : actual.asText().compareTo(wanted.asText());
        return switch (leaf.path(1).asText()) {
            case "=" -> actual.equals(wanted);
            case "!=" -> !actual.equals(wanted);
            case "in" -> wanted.valueStream().anyMatch(actual::equals);
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            case "ilike" -> actual.asText().contains(wanted.asText());
            default -> throw new Raised("builtins.ValueError", "Invalid operator");
        };
    }
}
