package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** Methods of Tryton's models over JSON-RPC, within a session that is renewed when it has ended. */
final class TrytonCalls {
    private static final int UNAUTHORISED = 401;

    /** Whom to log in as. */
    record Login(String database, String login, String password) {}

    private final JsonHttp http;
    private final Login login;
    private final TrytonErrors errors;
    private String session = "";
    private ObjectNode context;

    TrytonCalls(JsonHttp http, Login login, InstantSource clock) {
        this.http = http;
        this.login = login;
        this.errors = new TrytonErrors(clock);
        this.context = http.mapper().createObjectNode();
    }

    ObjectMapper mapper() {
        return http.mapper();
    }

    ObjectNode object() {
        return mapper().createObjectNode();
    }

    /** A clause of a domain: field, operator, value. */
    ArrayNode clause(String field, String operator, Object value) {
        return mapper().createArrayNode().add(field).add(operator).add(mapper().<JsonNode>valueToTree(value));
    }

    /** A clause of a domain that holds where a field has a value. */
    ArrayNode present(String field) {
        return mapper().createArrayNode().add(field).add("!=").addNull();
    }

    /** All of these must hold. */
    ArrayNode domain(JsonNode... clauses) {
        return mapper().createArrayNode().addAll(List.of(clauses));
    }

    /** The company that the user works for, to which every opportunity belongs. */
    int company() {
        if (session.isEmpty()) {
            logIn();
        }
        if (!context.has("company")) {
            session = "";
            throw CrmFailure.unauthorised(
                    "The user has no company in Tryton: choose one in the user's preferences there.");
        }
        return context.path("company").asInt();
    }

    JsonNode call(String method, Object... arguments) {
        return callWith(object(), method, arguments);
    }

    /**
     * Calls a method, {@code model.sale.opportunity.read}; messages come in English.
     *
     * @param more what the call's context has besides the user's own
     * @throws TrytonRefusal if trying again will not help
     * @throws CrmFailure for everything else
     */
    JsonNode callWith(ObjectNode more, String method, Object... arguments) {
        boolean isFresh = session.isEmpty();
        if (isFresh) {
            logIn();
        }
        ArrayNode parameters = mapper().createArrayNode();
        for (Object argument : arguments) {
            parameters.add(mapper().<JsonNode>valueToTree(argument));
        }
        parameters.add(context.deepCopy().setAll(more));
        Reply reply = post(method, parameters);
        if (reply.status() == UNAUTHORISED && !isFresh) {
            logIn();
            reply = post(method, parameters);
        }
        return errors.result(reply);
    }

    /** Records with these fields; a field of a related record as {@code party.name}, found under {@code party.}. */
    List<JsonNode> find(String model, JsonNode domain, List<String> fields, List<String> order, int atMost) {
        List<List<String>> by =
                order.stream().map(field -> List.of(field, "ASC")).toList();
        JsonNode found = call("model." + model + ".search_read", domain, 0, atMost, by, fields);
        if (!found.isArray()) {
            throw CrmFailure.unreachable("Tryton answers a search with something that is no list.");
        }
        return found.valueStream().toList();
    }

    private void logIn() {
        session = "";
        ArrayNode parameters = mapper().createArrayNode().add(login.login());
        parameters.addObject().put("password", login.password());
        parameters.add("en");
        JsonNode answer = errors.loggedIn(post("common.db.login", parameters), login.database());
        String key = login.login() + ":" + answer.path(0).asText() + ":"
                + answer.path(1).asText();
        session = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        context = object().put("language", "en");
        JsonNode preferences = errors.result(post(
                "model.res.user.get_preferences",
                mapper().createArrayNode().add(true).add(object())));
        if (preferences.path("company").isInt()) {
            context.set("company", preferences.path("company"));
        }
    }

    private Reply post(String method, ArrayNode parameters) {
        ObjectNode body = object().put("id", 1).put("method", method);
        body.set("params", parameters);
        Map<String, String> headers = session.isEmpty() ? Map.of() : Map.of("authorization", "Session " + session);
        try {
            return http.send("POST", "/" + login.database() + "/", headers, body);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
    }
}
