package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.FakeHttp;

/**
 * A HubSpot account as its documentation describes it (dated API 2026-03, read in November 2026): unique properties, batches
 * of at most 100, one wrong property refuses a batch (400), one wrong record does not (207, told by its trace id, results in
 * no particular order), limits counted down in headers, tokens that run out.
 */
final class FakeHubSpot extends FakeHttp {
    static final String TOKEN = "pat-of-a-private-app";
    private static final String V = "2026-03";
    private static final Map<String, String> OBJECTS = Map.of(
            "deals",
                    "dealname dealstage hubspot_owner_id hs_lastmodifieddate createdate hs_is_closed hs_is_closed_won"
                            + " hs_v2_date_entered_current_stage",
            "tasks",
                    "hs_task_subject hs_task_body hs_task_type hs_task_status hs_timestamp hubspot_owner_id"
                            + " hs_lastmodifieddate createdate",
            "notes", "hs_note_body hs_timestamp hs_lastmodifieddate createdate");

    private record Kept(String id, Map<String, String> properties, List<String> deals) {
        String text(String property) {
            return properties.getOrDefault(property, "");
        }
    }

    private final Map<String, Map<String, String>> properties = new HashMap<>();
    private final Map<String, TreeMap<Integer, Kept>> tables = new HashMap<>();
    private final Map<Integer, String> archived = new TreeMap<>();
    private final Map<String, Kept> gone = new HashMap<>();
    private final Map<String, String> disliked = new HashMap<>();
    private String token = TOKEN;
    private String refreshToken = "refresh-1";
    private int tokens;
    private int left = 100;
    private int ids = 500;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    FakeHubSpot() {
        OBJECTS.forEach((object, names) -> {
            Map<String, String> typed = new TreeMap<>();
            for (String name : names.split(" ", -1)) {
                typed.put(name, name.contains("date") ? "datetime" : "string");
            }
            properties.put(object, typed);
            tables.put(object, new TreeMap<>());
        });
    }

    private TreeMap<Integer, Kept> table(String object) {
        return Objects.requireNonNull(tables.get(object));
    }

    private Map<String, String> typesOf(String object) {
        return Objects.requireNonNull(properties.get(object));
    }

    synchronized void tokensRunOut() {
        token = "another one";
    }

    synchronized void dislikes(String externalId, String reason) {
        disliked.put(externalId, reason);
    }

    synchronized void likes(String externalId) {
        disliked.remove(externalId);
    }

    synchronized List<JsonNode> deals() {
        return table("deals").values().stream()
                .<JsonNode>map(FakeHubSpot::shown)
                .toList();
    }

    synchronized Map<String, String> deal(String externalId) {
        return find("deals", "si_external_id", externalId).properties();
    }

    private Kept find(String object, String property, String value) {
        return table(object).values().stream()
                .filter(kept -> value.equals(kept.properties().get(property)))
                .findFirst()
                .orElse(new Kept("", Map.of(), List.of()));
    }

    synchronized void edit(String externalId, String property, String value) {
        tick();
        deal(externalId).put(property, value);
        deal(externalId).put("hs_lastmodifieddate", now.toString());
    }

    synchronized String add(String name, String email) {
        tick();
        Map<String, String> values = new HashMap<>(Map.of("dealname", name, "dealstage", "appointmentscheduled"));
        if (typesOf("deals").containsKey("si_email")) {
            values.put("si_email", email);
        }
        return make("deals", values).id();
    }

    synchronized void delete(String externalId) {
        tick();
        Kept kept = find("deals", "si_external_id", externalId);
        table("deals").remove(Integer.valueOf(kept.id()));
        archived.put(Integer.valueOf(kept.id()), now.toString());
        gone.put(kept.id(), kept);
    }

    synchronized void decide(String externalId, Result result) {
        edit(
                externalId,
                "dealstage",
                switch (result) {
                    case WON -> "closedwon";
                    case LOST -> "closedlost";
                    default -> "qualifiedtobuy";
                });
        entered(deal(externalId));
    }

    private void entered(Map<String, String> deal) {
        String stage = deal.getOrDefault("dealstage", "");
        deal.put("hs_is_closed_won", Boolean.toString(stage.equals("closedwon")));
        deal.put("hs_is_closed", Boolean.toString(stage.startsWith("closed")));
        deal.put("hs_v2_date_entered_current_stage", now.toString());
    }

    synchronized void finish(String taskId) {
        tick();
        Map<String, String> task = find("tasks", "si_external_id", taskId).properties();
        task.put("hs_task_status", "COMPLETED");
        task.put("hs_lastmodifieddate", now.toString());
    }

    synchronized List<CrmTouch> touches() {
        return table("notes").values().stream()
                .map(kept -> new CrmTouch(
                        kept.text("si_external_id"),
                        dealOf(kept),
                        "",
                        Instant.ofEpochMilli(Long.parseLong(kept.text("hs_timestamp"))),
                        kept.text("hs_note_body"),
                        ""))
                .toList();
    }

    private String dealOf(Kept kept) {
        return kept.deals().isEmpty()
                ? ""
                : Objects.requireNonNull(
                                table("deals").get(Integer.valueOf(kept.deals().getFirst())))
                        .text("si_external_id");
    }

    synchronized List<CrmTask> tasks() {
        return table("tasks").values().stream()
                .map(kept -> new CrmTask(
                        kept.text("si_external_id"),
                        0,
                        dealOf(kept),
                        kept.text("hs_task_subject"),
                        "",
                        null,
                        Instant.ofEpochMilli(Long.parseLong(kept.text("hs_timestamp"))),
                        switch (kept.text("hs_task_status")) {
                            case "COMPLETED" -> CrmTask.Status.DONE;
                            case "DEFERRED" -> CrmTask.Status.CANCELLED;
                            default -> CrmTask.Status.OPEN;
                        },
                        ""))
                .toList();
    }

    private void tick() {
        now = now.plusSeconds(3);
    }

    @Override
    protected boolean writes(Request request) {
        return request.path().endsWith("/batch/upsert") || request.path().endsWith("/batch/update");
    }

    @Override
    protected Answer lockedOut(Request request) {
        return error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.", "");
    }

    private static Answer error(int status, String category, String message, String property) {
        return Answer.json(status, problem(category, message, property));
    }

    private static ObjectNode problem(String category, String message, String property) {
        ObjectNode error = JSON.createObjectNode()
                .put("status", "error")
                .put("category", category)
                .put("message", message);
        if (!property.isEmpty()) {
            error.putArray("errors")
                    .addObject()
                    .put("message", message)
                    .putObject("context")
                    .putArray("propertyName")
                    .add(property);
        }
        return error;
    }

    @Override
    protected Answer answer(Request request) {
        if (request.path().equals("/oauth/v1/token")) {
            return granted(request);
        }
        if (!request.header("authorization").equals("Bearer " + token)) {
            return lockedOut(request);
        }
        Answer plain = routed(request);
        Map<String, String> headers = new HashMap<>(plain.headers());
        headers.put("x-hubspot-ratelimit-remaining", Integer.toString(--left));
        headers.put("x-hubspot-ratelimit-interval-milliseconds", "10000");
        return new Answer(plain.status(), headers, plain.body());
    }

    private Answer granted(Request request) {
        if (!request.body().contains("refresh_token=" + refreshToken)) {
            return error(400, "BAD_REFRESH_TOKEN", "missing or unknown refresh token", "");
        }
        token = "access-" + ++tokens;
        return Answer.json(
                200, JSON.createObjectNode().put("access_token", token).put("expires_in", 1800));
    }

    private Answer routed(Request request) {
        String[] parts = request.path().split("/", -1);
        return switch (parts[2]) {
            case "properties" ->
                request.method().equals("GET") ? properties(parts[4]) : defined(parts[4], request.json());
            case "objects" -> objects(request, parts);
            case "associations" -> tied(parts[4], request.json());
            case "owners" -> Answer.json(200, read("""
                    {"results":[{"id":"77","firstName":"Rita","lastName":"R","email":"rita@example.com",
                    "updatedAt":"2026-01-01T00:00:00Z","archived":false}]}"""));
            case "pipelines" -> Answer.json(200, read("""
                    {"results":[{"stages":[{"id":"appointmentscheduled","label":"Appointment","displayOrder":0,
                    "updatedAt":"2026-01-01T00:00:00Z","metadata":{"isClosed":"false","probability":"0.2"}},
                    {"id":"closedwon","label":"Won","displayOrder":5,"updatedAt":"2026-01-01T00:00:00Z",
                    "metadata":{"isClosed":"true","probability":"1.0"}}]}]}"""));
            default -> Answer.html(404);
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private Answer properties(String object) {
        ArrayNode all = JSON.createArrayNode();
        typesOf(object)
                .forEach((name, type) -> all.addObject()
                        .put("name", name)
                        .put("label", name)
                        .put("type", type)
                        .put("groupName", object + "information")
                        .putObject("modificationMetadata")
                        .put("readOnlyValue", name.startsWith("hs_is")));
        return Answer.json(200, JSON.createObjectNode().set("results", all));
    }

    private Answer defined(String object, JsonNode property) {
        if (typesOf(object)
                        .putIfAbsent(
                                property.path("name").asText(),
                                property.path("type").asText())
                != null) {
            return error(409, "OBJECT_ALREADY_EXISTS", "A property of this name already exists.", "");
        }
        return Answer.json(201, property);
    }

    private Answer objects(Request request, String[] parts) {
        if (!parts[3].equals(V)) {
            return Answer.html(404);
        }
        String object = parts[4];
        if (parts.length == 5) {
            return archived();
        }
        JsonNode body = request.json();
        if (body.path("inputs").size() > 100) {
            return error(400, "VALIDATION_ERROR", "The maximum batch size is 100", "");
        }
        return switch (parts[parts.length - 1]) {
            case "read" -> found(object, body);
            case "search" -> searched(object, body);
            case "upsert", "update" -> written(object, body, parts[parts.length - 1].equals("upsert"));
            default -> Answer.html(404);
        };
    }

    private Answer archived() {
        ArrayNode results = JSON.createArrayNode();
        archived.forEach((id, at) -> results.add(shown(Objects.requireNonNull(gone.get(Integer.toString(id))))
                .put("archived", true)
                .put("archivedAt", at)));
        return Answer.json(200, JSON.createObjectNode().set("results", results));
    }

    private Answer found(String object, JsonNode body) {
        ArrayNode results = JSON.createArrayNode();
        for (JsonNode input : body.path("inputs")) {
            Kept kept = find(
                    object, body.path("idProperty").asText(), input.path("id").asText());
            if (!kept.id().isEmpty()) {
                results.add(shown(kept));
            }
        }
        return Answer.json(
                results.size() == body.path("inputs").size() ? 200 : 207,
                JSON.createObjectNode().set("results", results));
    }

    private Answer searched(String object, JsonNode body) {
        if (body.path("limit").asInt() > 200) {
            return error(400, "VALIDATION_ERROR", "limit is at most 200", "");
        }
        String by = body.path("sorts").path(0).path("propertyName").asText();
        ArrayNode results = JSON.createArrayNode();
        table(object).values().stream()
                .filter(kept -> body.path("filterGroups")
                        .path(0)
                        .path("filters")
                        .valueStream()
                        .allMatch(filter -> holds(kept, filter)))
                .sorted(Comparator.comparing(kept -> Instant.parse(kept.text(by))))
                .limit(body.path("limit").asInt())
                .forEach(kept -> results.add(shown(kept)));
        return Answer.json(200, JSON.createObjectNode().set("results", results));
    }

    private static boolean holds(Kept kept, JsonNode filter) {
        String value = kept.properties().get(filter.path("propertyName").asText());
        return switch (filter.path("operator").asText()) {
            case "HAS_PROPERTY" -> value != null;
            case "GTE" ->
                value != null
                        && Instant.parse(value).toEpochMilli()
                                >= filter.path("value").asLong();
            default -> false;
        };
    }

    private static ObjectNode shown(Kept kept) {
        ObjectNode node = JSON.createObjectNode().put("id", kept.id()).put("archived", false);
        ObjectNode values = node.putObject("properties");
        kept.properties().forEach(values::put);
        return node;
    }

    private Answer written(String object, JsonNode body, boolean upsert) {
        for (JsonNode input : body.path("inputs")) {
            for (Map.Entry<String, JsonNode> property : input.path("properties").properties()) {
                String type = typesOf(object).get(property.getKey());
                if (type == null) {
                    return error(
                            400,
                            "VALIDATION_ERROR",
                            "Property \"" + property.getKey() + "\" does not exist",
                            property.getKey());
                }
                if (type.equals("number") && !property.getValue().asText().matches("(-?[0-9.]+(E-?[0-9]+)?)?")) {
                    return error(400, "VALIDATION_ERROR", "is not a number", property.getKey());
                }
            }
        }
        tick();
        List<ObjectNode> results = new ArrayList<>();
        ArrayNode errors = JSON.createArrayNode();
        for (JsonNode input : body.path("inputs")) {
            one(object, input, upsert, results, errors);
        }
        ObjectNode answer = JSON.createObjectNode().put("status", "COMPLETE");
        ArrayNode all = answer.putArray("results");
        results.reversed().forEach(all::add);
        if (!errors.isEmpty()) {
            answer.put("numErrors", errors.size()).set("errors", errors);
        }
        return Answer.json(errors.isEmpty() ? 200 : 207, answer);
    }

    private void one(String object, JsonNode input, boolean upsert, List<ObjectNode> results, ArrayNode errors) {
        Map<String, String> values = new HashMap<>();
        input.path("properties")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        String trace = input.path("objectWriteTraceId").asText();
        String id = input.path("id").asText();
        Kept kept = upsert
                ? find(object, input.path("idProperty").asText(), id)
                : table(object).getOrDefault(Integer.valueOf(id), new Kept("", Map.of(), List.of()));
        boolean anew = kept.id().isEmpty();
        boolean incomplete = anew
                && object.equals("deals")
                && (values.getOrDefault("dealname", "").isEmpty()
                        || values.getOrDefault("dealstage", "").isEmpty());
        String why = disliked.containsKey(trace)
                ? disliked.getOrDefault(trace, "")
                : anew && !upsert ? "Object not found" : incomplete ? "dealname and dealstage are required" : "";
        if (!why.isEmpty()) {
            ObjectNode error = problem("VALIDATION_ERROR", why, "");
            error.putObject("context").putArray("objectWriteTraceId").add(trace);
            errors.add(error);
            return;
        }
        if (anew) {
            kept = make(object, values);
        } else {
            set(object, kept, values);
        }
        results.add(shown(kept).put("objectWriteTraceId", trace));
    }

    private Kept make(String object, Map<String, String> values) {
        Kept kept = new Kept(Integer.toString(++ids), new HashMap<>(), new ArrayList<>());
        table(object).put(ids, kept);
        kept.properties().put("createdate", now.toString());
        set(object, kept, values);
        return kept;
    }

    private void set(String object, Kept kept, Map<String, String> values) {
        boolean moved = values.containsKey("dealstage")
                && !values.getOrDefault("dealstage", "").equals(kept.text("dealstage"));
        values.forEach((name, value) -> {
            if (value.isEmpty()) {
                kept.properties().remove(name);
            } else {
                kept.properties().put(name, value);
            }
        });
        kept.properties().put("hs_lastmodifieddate", now.toString());
        if (object.equals("deals") && moved) {
            entered(kept.properties());
        }
    }

    private Answer tied(String from, JsonNode body) {
        for (JsonNode input : body.path("inputs")) {
            Kept kept = Objects.requireNonNull(
                    table(from).get(input.path("from").path("id").asInt()));
            String deal = input.path("to").path("id").asText();
            if (!kept.deals().contains(deal)) {
                kept.deals().add(deal);
            }
        }
        return Answer.json(200, JSON.createObjectNode().put("status", "COMPLETE"));
    }
}
