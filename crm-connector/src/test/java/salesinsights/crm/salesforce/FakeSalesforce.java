package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.FakeHttp;

/**
 * A Salesforce org as its REST API Developer Guide describes it (API 64.0, read in November 2026): rows of a collection are
 * taken or refused one by one, 200 at most, required fields and lengths, external ids, queries with deleted rows, sessions
 * that run out, a day's limit told in a header.
 */
final class FakeSalesforce extends FakeHttp {
    private static final Pattern QUERY =
            Pattern.compile("SELECT (.+?) FROM (\\w+)(?: WHERE (.+?))?(?: ORDER BY (.+?))? LIMIT (\\d+)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|[()]|>=|!=|[<>=,]|[^\\s()<>=!,]+");
    private static final Map<String, String> FIELDS = Map.of(
            "Opportunity",
                    "Id Name StageName CloseDate OwnerId IsDeleted IsWon IsClosed CreatedDate SystemModstamp"
                            + " LastStageChangeDate SI_Id__c SI_Mark__c SI_Version__c SI_Points__c SI_Email__c SI_Company__c"
                            + " SI_Score__c SI_Grade__c SI_Tier__c SI_Trend__c SI_Reasons__c SI_Win_Probability__c"
                            + " SI_Last_Touch__c",
            "Task",
                    "Id Subject Description ActivityDate Status WhatId OwnerId IsDeleted CreatedDate SystemModstamp"
                            + " SI_Id__c SI_Mark__c",
            "User", "Id Name Email IsActive SystemModstamp");

    private final Map<String, TreeMap<String, ObjectNode>> tables = new HashMap<>();
    private final Map<String, Set<String>> fields = new HashMap<>();
    private final Map<String, String> disliked = new HashMap<>();
    private final Deque<String> refusals = new ArrayDeque<>();
    private String session = "none yet";
    private boolean lockedOut;
    private int sessions;
    private int used;
    private int ids = 100_000;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    FakeSalesforce() {
        FIELDS.forEach((type, names) -> {
            tables.put(type, new TreeMap<>());
            fields.put(type, new TreeSet<>(Set.of(names.split(" "))));
        });
        ObjectNode rita = JSON.createObjectNode()
                .put("Name", "Rita")
                .put("Email", "rita@example.com")
                .put("IsActive", true);
        stored("User", rita);
    }

    synchronized void dislikes(String externalId, String reason) {
        disliked.put(externalId, reason);
    }

    synchronized void likes(String externalId) {
        disliked.remove(externalId);
    }

    /** The next row is refused with this status code. */
    synchronized void refusesNext(String statusCode) {
        refusals.add(statusCode);
    }

    synchronized void sessionRunsOut() {
        session = "another";
    }

    synchronized void without(String field) {
        fields.get("Opportunity").remove(field);
    }

    synchronized List<ObjectNode> opportunities() {
        return tables.get("Opportunity").values().stream()
                .filter(row -> !row.path("IsDeleted").asBoolean())
                .toList();
    }

    synchronized ObjectNode opportunity(String externalId) {
        return opportunities().stream()
                .filter(row -> row.path("SI_Id__c").asText().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    private void tick() {
        now = now.plusSeconds(1);
    }

    private String stamp() {
        return now.toString().replace("Z", ".000+0000");
    }

    synchronized void edit(String externalId, String field, String value) {
        tick();
        opportunity(externalId).put(field, value).put("SystemModstamp", stamp());
    }

    synchronized void delete(String externalId) {
        tick();
        opportunity(externalId).put("IsDeleted", true).put("SystemModstamp", stamp());
    }

    synchronized String add(String name, String email) {
        tick();
        ObjectNode row = JSON.createObjectNode()
                .put("Name", name)
                .put("SI_Email__c", email)
                .put("StageName", "Prospecting")
                .put("OwnerId", "005A");
        return stored("Opportunity", row);
    }

    synchronized void decide(String externalId, Result result) {
        edit(
                externalId,
                "StageName",
                switch (result) {
                    case WON -> "Closed Won";
                    case LOST -> "Closed Lost";
                    default -> "Qualification";
                });
        staged(opportunity(externalId));
        opportunity(externalId).put("LastStageChangeDate", stamp());
    }

    private static void staged(ObjectNode row) {
        String stage = row.path("StageName").asText();
        row.put("IsWon", stage.equals("Closed Won")).put("IsClosed", stage.startsWith("Closed"));
    }

    private ObjectNode task(String id) {
        return tables.get("Task").values().stream()
                .filter(row -> row.path("SI_Id__c").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    synchronized void finish(String id) {
        tick();
        task(id).put("Status", "Completed").put("SystemModstamp", stamp());
    }

    synchronized List<CrmTouch> touches() {
        return tables.get("Task").values().stream()
                .filter(row -> row.path("SI_Mark__c").asText().equals("timeline"))
                .map(row -> new CrmTouch(
                        row.path("SI_Id__c").asText(),
                        leadOf(row),
                        "",
                        Instant.parse(row.path("ActivityDate").asText() + "T00:00:00Z"),
                        row.path("Subject").asText(),
                        row.path("Description").asText()))
                .toList();
    }

    private String leadOf(ObjectNode row) {
        return tables.get("Opportunity")
                .get(row.path("WhatId").asText())
                .path("SI_Id__c")
                .asText();
    }

    synchronized List<CrmTask> tasks() {
        return tables.get("Task").values().stream()
                .filter(row -> !row.path("SI_Mark__c").asText().equals("timeline"))
                .map(row -> new CrmTask(
                        row.path("SI_Id__c").asText(),
                        0,
                        leadOf(row),
                        row.path("Subject").asText(),
                        "",
                        null,
                        Instant.parse(row.path("ActivityDate").asText() + "T00:00:00Z"),
                        switch (row.path("Status").asText()) {
                            case "Completed" -> CrmTask.Status.DONE;
                            case "Deferred" -> CrmTask.Status.CANCELLED;
                            default -> CrmTask.Status.OPEN;
                        },
                        ""))
                .toList();
    }

    @Override
    protected boolean writes(Request request) {
        return request.method().equals("PATCH");
    }

    /** Whoever is not let in does not get a new session either, this once. */
    @Override
    protected Answer lockedOut(Request request) {
        lockedOut = true;
        return request.path().endsWith("/token")
                ? answer(request)
                : error(401, "INVALID_SESSION_ID", "Session expired");
    }

    private static Answer error(int status, String code, String message) {
        ArrayNode errors = JSON.createArrayNode();
        errors.addObject().put("errorCode", code).put("message", message);
        return Answer.json(status, errors);
    }

    @Override
    protected Answer answer(Request request) {
        if (request.path().equals("/services/oauth2/token")) {
            return granted(request);
        }
        if (!request.header("authorization").equals("Bearer " + session)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        Answer plain = routed(request);
        Map<String, String> headers = new HashMap<>(plain.headers());
        headers.put("sforce-limit-info", "api-usage=" + ++used + "/15000");
        return new Answer(plain.status(), headers, plain.body());
    }

    private Answer granted(Request request) {
        boolean jwt = request.body().contains("jwt-bearer") && request.body().contains("&assertion=eyJ");
        boolean known = jwt || request.body().contains("client_secret=s3cret");
        if (lockedOut || !known) {
            lockedOut = false;
            return Answer.json(400, JSON.createObjectNode().put("error", "invalid_client"));
        }
        session = "session-" + ++sessions;
        return Answer.json(200, JSON.createObjectNode().put("access_token", session));
    }

    private Answer routed(Request request) {
        String path = request.path().replace("/services/data/v64.0", "");
        if (path.equals("/queryAll")) {
            return queried(request.query().get("q"));
        }
        if (path.equals("/sobjects/Opportunity/describe")) {
            return described();
        }
        if (path.equals("/composite/sobjects")) {
            return written(request.json(), "");
        }
        Matcher upsert = Pattern.compile("/composite/sobjects/(\\w+)/SI_Id__c").matcher(path);
        return upsert.matches() ? written(request.json(), upsert.group(1)) : Answer.html(404);
    }

    private Answer described() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode all = answer.putArray("fields");
        for (String name : fields.get("Opportunity")) {
            boolean ours = name.startsWith("SI_")
                    || Set.of("Name", "StageName", "CloseDate").contains(name);
            all.addObject()
                    .put("name", name)
                    .put("label", name)
                    .put("type", name.matches("SI_(Score|Points|Win).*") ? "double" : "string")
                    .put("createable", ours)
                    .put("updateable", ours)
                    .put("nillable", name.startsWith("SI_"));
        }
        return Answer.json(200, answer);
    }

    private Answer written(JsonNode body, String upserted) {
        JsonNode records = body.path("records");
        if (records.isEmpty() || records.size() > 200) {
            return error(400, "EXCEEDED_MAX_SIZE_REQUEST", "record limit reached: 200");
        }
        tick();
        ArrayNode results = JSON.createArrayNode();
        for (JsonNode record : records) {
            ObjectNode row = record.deepCopy();
            String type = row.remove("attributes").path("type").asText();
            if (!upserted.isEmpty() && !type.equals(upserted)) {
                return error(400, "INVALID_TYPE", "wrong type");
            }
            results.add(one(type, row, upserted.isEmpty()));
        }
        return Answer.json(200, results);
    }

    private ObjectNode one(String type, ObjectNode row, boolean byId) {
        TreeMap<String, ObjectNode> table = tables.get(type);
        ObjectNode there = byId
                ? table.get(row.path("Id").asText())
                : table.values().stream()
                        .filter(kept -> !kept.path("IsDeleted").asBoolean()
                                && kept.path("SI_Id__c").equals(row.path("SI_Id__c")))
                        .findFirst()
                        .orElse(null);
        if (row.hasNonNull("SI_Last_Touch__c")) {
            row.put("SI_Last_Touch__c", row.path("SI_Last_Touch__c").asText().replace("Z", ".000+0000"));
        }
        ObjectNode result = JSON.createObjectNode();
        String[] wrong = wrong(type, row, there, byId);
        if (wrong.length > 0) {
            ObjectNode error = result.put("success", false)
                    .putArray("errors")
                    .addObject()
                    .put("statusCode", wrong[0])
                    .put("message", wrong[1]);
            error.putArray("fields").add(wrong[2]);
            return result;
        }
        String id;
        if (there == null) {
            id = stored(type, row);
        } else {
            boolean moved = row.has("StageName") && !row.path("StageName").equals(there.path("StageName"));
            there.setAll(row);
            there.put("SystemModstamp", stamp());
            if (moved) {
                there.put("LastStageChangeDate", stamp());
                staged(there);
            }
            id = there.path("Id").asText();
        }
        return result.put("id", id).put("success", true).put("created", there == null);
    }

    private String[] wrong(String type, ObjectNode row, ObjectNode there, boolean byId) {
        if (!refusals.isEmpty()) {
            return new String[] {refusals.remove(), "not now", ""};
        }
        String why = disliked.get(row.path("SI_Id__c").asText());
        if (why != null) {
            return new String[] {"FIELD_CUSTOM_VALIDATION_EXCEPTION", why, "Name"};
        }
        if (byId && (there == null || there.path("IsDeleted").asBoolean())) {
            return new String[] {"ENTITY_IS_DELETED", "entity is deleted", "Id"};
        }
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            if (!fields.get(type).contains(field.getKey())) {
                return new String[] {"INVALID_FIELD", "No such column '" + field.getKey() + "'", field.getKey()};
            }
        }
        for (String required : type.equals("Task") ? List.of("Subject") : List.of("Name", "StageName", "CloseDate")) {
            if (there == null && row.path(required).asText("").isEmpty()) {
                return new String[] {"REQUIRED_FIELD_MISSING", "Required fields are missing: " + required, required};
            }
        }
        if (row.path("Name").asText("").length() > 120) {
            return new String[] {"STRING_TOO_LONG", "Name: data value too large", "Name"};
        }
        return new String[0];
    }

    private String stored(String type, ObjectNode row) {
        String id = (type.equals("Task") ? "00T" : "006") + "A" + ++ids;
        row.put("Id", id).put("IsDeleted", false).put("CreatedDate", stamp()).put("SystemModstamp", stamp());
        if (type.equals("Opportunity")) {
            if (!row.hasNonNull("OwnerId")) {
                row.put("OwnerId", "005API");
            }
            staged(row);
        }
        tables.get(type).put(id, row);
        return id;
    }

    private Answer queried(String soql) {
        Matcher query = QUERY.matcher(soql);
        if (!query.matches()) {
            return error(400, "MALFORMED_QUERY", "unexpected token");
        }
        String type = query.group(2);
        List<String> selected = List.of(query.group(1).split(","));
        for (String field : selected) {
            if (!fields.get(type).contains(field)) {
                return error(400, "INVALID_FIELD", "No such column '" + field + "' on entity '" + type + "'");
            }
        }
        Comparator<ObjectNode> order =
                Comparator.comparing(row -> row.path("Id").asText());
        if (query.group(4) != null) {
            String first = query.group(4).split(",")[0];
            order = Comparator.<ObjectNode, String>comparing(
                            row -> row.path(first).asText())
                    .thenComparing(order);
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        tables.get(type).values().stream()
                .filter(row -> query.group(3) == null || new Condition(query.group(3), row).holds())
                .sorted(order)
                .limit(Integer.parseInt(query.group(5)))
                .forEach(row -> {
                    ObjectNode shown = records.addObject();
                    selected.forEach(field -> shown.set(field, row.get(field)));
                });
        return Answer.json(200, answer);
    }

    /** The part of SOQL that is asked here. */
    private static final class Condition {
        private final List<String> words = new ArrayList<>();
        private final ObjectNode row;
        private int at;

        Condition(String text, ObjectNode row) {
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words.add(word.group());
            }
            this.row = row;
        }

        boolean holds() {
            boolean value = both();
            while (at < words.size() && words.get(at).equals("OR")) {
                at++;
                value |= both();
            }
            return value;
        }

        private boolean both() {
            boolean value = one();
            while (at < words.size() && words.get(at).equals("AND")) {
                at++;
                value &= one();
            }
            return value;
        }

        private boolean one() {
            if (words.get(at).equals("(")) {
                at++;
                boolean inner = holds();
                at++;
                return inner;
            }
            JsonNode actual = row.path(words.get(at++));
            String operator = words.get(at++);
            if (operator.equals("IN")) {
                return listed(actual);
            }
            String wanted = words.get(at++);
            boolean nothing = actual.isMissingNode() || actual.isNull();
            if (wanted.equals("null")) {
                return operator.equals("!=") != nothing;
            }
            int order = actual.asText("").compareTo(plain(wanted));
            return switch (operator) {
                case "=" -> !nothing && order == 0;
                case "!=" -> nothing || order != 0;
                case ">" -> !nothing && order > 0;
                case ">=" -> !nothing && order >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }

        private boolean listed(JsonNode actual) {
            boolean found = false;
            at++;
            while (!words.get(at).equals(")")) {
                found |= words.get(at).equals("'" + actual.asText("") + "'");
                at++;
            }
            at++;
            return found;
        }

        private static String plain(String word) {
            return word.startsWith("'")
                    ? word.substring(1, word.length() - 1)
                    : word.endsWith("Z") ? word.replace("Z", ".000+0000") : word;
        }
    }
}
