package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** Methods of Odoo's models by name, over JSON-2, or over JSON-RPC if the server does not have that yet. */
final class OdooCalls {
    /**
     * Whom to log in as.
     *
     * @param database empty if the server has one alone
     * @param login empty if the server has JSON-2
     */
    record Login(String database, String login, String key) {}

    private enum Dialect {
        UNKNOWN,
        JSON_2,
        JSON_RPC
    }

    private final JsonHttp http;
    private final Login login;
    private final OdooErrors errors;
    private Dialect dialect = Dialect.UNKNOWN;
    private int uid;

    OdooCalls(JsonHttp http, Login login, InstantSource clock) {
        this.http = http;
        this.login = login;
        this.errors = new OdooErrors(clock);
    }

    ObjectMapper mapper() {
        return http.mapper();
    }

    ObjectNode object() {
        return mapper().createObjectNode();
    }

    /**
     * Calls a method. Sees archived records, too; moments are UTC, messages English, changes are not told to followers.
     *
     * @throws OdooRefusal if trying again will not help
     * @throws CrmFailure for everything else
     */
    JsonNode call(String model, String method, Collection<Integer> ids, ObjectNode arguments) {
        arguments
                .putObject("context")
                .put("active_test", false)
                .put("tz", "UTC")
                .put("lang", "en_US")
                .put("tracking_disable", true);
        if (dialect == Dialect.JSON_RPC) {
            return rpc(model, method, ids, arguments);
        }
        Reply reply = json2(model, method, ids, arguments);
        // Up to 18 the address does not exist, and without a database nothing does: no JSON comes back.
        if (dialect == Dialect.UNKNOWN && reply.status() == 404 && !reply.isJson()) {
            return rpc(model, method, ids, arguments);
        }
        if (!reply.isGood()) {
            throw errors.ofJson2(reply);
        }
        if (!reply.isJson()) {
            throw errors.unexpected(reply);
        }
        dialect = Dialect.JSON_2;
        return reply.body();
    }

    /** Records with these fields. */
    List<JsonNode> find(String model, JsonNode domain, List<String> fields, String order, int atMost) {
        ObjectNode arguments = object();
        arguments.set("domain", domain);
        arguments.set("fields", mapper().valueToTree(fields));
        arguments.put("order", order);
        arguments.put("limit", atMost);
        JsonNode found = call(model, "search_read", List.of(), arguments);
        if (!found.isArray()) {
            throw CrmFailure.unreachable("Odoo answers a search with something that is no list.");
        }
        return found.valueStream().toList();
    }

    private Reply json2(String model, String method, Collection<Integer> ids, ObjectNode arguments) {
        ObjectNode body = arguments.deepCopy();
        if (!ids.isEmpty()) {
            body.set("ids", mapper().valueToTree(ids));
        }
        Map<String, String> headers = login.database().isEmpty()
                ? Map.of("authorization", "bearer " + login.key())
                : Map.of("authorization", "bearer " + login.key(), "x-odoo-database", login.database());
        return post("/json/2/" + model + "/" + method, headers, body);
    }

    private JsonNode rpc(String model, String method, Collection<Integer> ids, ObjectNode arguments) {
        if (login.login().isEmpty() || login.database().isEmpty()) {
            throw CrmFailure.unauthorised("This server does not know JSON-2 (it is Odoo 18 or older, or has several"
                    + " databases): state the database and the login of the API key's user.");
        }
        if (uid == 0) {
            uid = logIn();
        }
        ArrayNode positional = mapper().createArrayNode();
        ObjectNode named = arguments.deepCopy();
        if (!ids.isEmpty()) {
            positional.add(mapper().valueToTree(ids));
        }
        // The only method that older versions look into the positional arguments of.
        if (method.equals("create")) {
            positional.add(named.remove("vals_list"));
        }
        ArrayNode all = mapper().createArrayNode()
                .add(login.database())
                .add(uid)
                .add(login.key())
                .add(model)
                .add(method)
                .add(positional)
                .add(named);
        JsonNode result = rpc("object", "execute_kw", all);
        dialect = Dialect.JSON_RPC;
        return result;
    }

    private int logIn() {
        JsonNode answer = rpc(
                "common",
                "authenticate",
                mapper().createArrayNode()
                        .add(login.database())
                        .add(login.login())
                        .add(login.key())
                        .add(object()));
        if (!answer.isInt()) {
            throw CrmFailure.unauthorised(
                    "Odoo does not let us in: look at database and login, and make a new API key for that user.");
        }
        return answer.asInt();
    }

    private JsonNode rpc(String service, String method, ArrayNode arguments) {
        ObjectNode call = object().put("jsonrpc", "2.0").put("method", "call").put("id", 1);
        call.putObject("params").put("service", service).put("method", method).set("args", arguments);
        Reply reply = post("/jsonrpc", Map.of(), call);
        if (!reply.isGood() || !reply.isJson()) {
            throw errors.unexpected(reply);
        }
        if (reply.body().has("error")) {
            throw errors.ofRpc(reply.body().get("error"));
        }
        return reply.body().path("result");
    }

    private Reply post(String path, Map<String, String> headers, @Nullable JsonNode body) {
        try {
            return http.send("POST", path, headers, body);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
    }
}
