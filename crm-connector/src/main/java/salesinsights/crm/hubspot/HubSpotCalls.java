package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Allowance;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** HubSpot's API, and what its answers mean. */
final class HubSpotCalls {
    static final String VERSION = "2026-03";
    static final String ID = "si_external_id";

    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration DAY_IS_OVER = Duration.ofHours(1);

    private final JsonHttp http;
    private final HubSpotLogin login;
    private final InstantSource clock;
    private volatile @Nullable Allowance allowance;

    HubSpotCalls(JsonHttp http, HubSpotLogin login, InstantSource clock) {
        this.http = http;
        this.login = login;
        this.clock = clock;
    }

    ObjectNode object() {
        return http.mapper().createObjectNode();
    }

    @Nullable
    Allowance allowance() {
        return allowance;
    }

    static String objects(String type, String rest) {
        return "/crm/objects/" + VERSION + "/" + type + rest;
    }

    /**
     * Calls once more with a new token if the old one has run out.
     *
     * @throws HubSpotRefusal if trying again will not help
     * @throws CrmFailure for everything else
     */
    JsonNode call(String method, String path, @Nullable JsonNode body) {
        Reply reply = sent(method, path, body);
        if (reply.status() == 401 && login.canRenew()) {
            reply = sent(method, path, body);
        }
        note(reply);
        if (reply.isGood() && reply.isJson()) {
            return reply.body();
        }
        throw failure(reply);
    }

    private Reply sent(String method, String path, @Nullable JsonNode body) {
        try {
            return http.send(method, path, Map.of("authorization", "Bearer " + login.token()), body);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
    }

    private void note(Reply reply) {
        String left = reply.headers().getOrDefault("x-hubspot-ratelimit-remaining", "");
        String interval = reply.headers().getOrDefault("x-hubspot-ratelimit-interval-milliseconds", "");
        if (left.matches("[0-9]{1,9}")) {
            allowance = new Allowance(
                    Long.parseLong(left),
                    Duration.ofMillis(interval.matches("[0-9]{1,9}") ? Long.parseLong(interval) : 0));
        }
    }

    private RuntimeException failure(Reply reply) {
        String message = words(reply.body().path("message").asText());
        if (reply.status() == 429 || reply.headers().containsKey("retry-after")) {
            boolean daily = reply.body().path("policyName").asText().equals("DAILY");
            return CrmFailure.busy(
                    daily ? "HubSpot's calls of today are used up." : "HubSpot asks for a rest.",
                    reply.retryAfter(clock.instant(), daily ? DAY_IS_OVER : REST));
        }
        return switch (reply.status()) {
            case 401 -> CrmFailure.unauthorised("HubSpot does not take the token: state a new one of the private app.");
            case 403 -> CrmFailure.unauthorised("HubSpot's token lacks a scope: " + message);
            case 400, 404, 409, 413, 422 ->
                reply.isJson()
                        ? refusal(reply.body())
                        : CrmFailure.unreachable("There is no HubSpot API at this address.");
            default ->
                CrmFailure.unreachable(
                        reply.isGood()
                                ? "The server answers with a web page instead of JSON: look at the address."
                                : "HubSpot answers " + reply.status() + ".");
        };
    }

    /** What an error object says. */
    static HubSpotRefusal refusal(JsonNode error) {
        JsonNode first = error.path("errors").path(0);
        String field = first.path("context").path("propertyName").path(0).asText("");
        String message = words(error.path("message").asText());
        return new HubSpotRefusal(
                field,
                error.path("message").asText().contains("does not exist") && !field.isEmpty()
                        ? "HubSpot has no property " + field + ": set the connection up again, or map another one."
                        : message);
    }

    /** Records by our id; those that are not there are not in the answer. */
    Map<String, JsonNode> read(String type, Collection<String> ids, List<String> properties) {
        ObjectNode body = object().put("idProperty", ID);
        body.set("properties", http.mapper().valueToTree(properties));
        ArrayNode inputs = body.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode record : call("POST", objects(type, "/batch/read"), body).path("results")) {
            found.put(text(record, ID), record);
        }
        return found;
    }

    /**
     * Records whose moment is at or after one, oldest first; at most 200.
     *
     * @param oursAlone false to find those without an id of ours, too
     */
    List<JsonNode> search(
            String type, String moment, long fromMillis, boolean oursAlone, List<String> properties, int atMost) {
        ObjectNode body = object().put("limit", atMost);
        ArrayNode filters = body.putArray("filterGroups").addObject().putArray("filters");
        filters.addObject().put("propertyName", moment).put("operator", "GTE").put("value", Long.toString(fromMillis));
        if (oursAlone) {
            filters.addObject().put("propertyName", ID).put("operator", "HAS_PROPERTY");
        }
        body.putArray("sorts").addObject().put("propertyName", moment).put("direction", "ASCENDING");
        body.set("properties", http.mapper().valueToTree(properties));
        return call("POST", objects(type, "/search"), body)
                .path("results")
                .valueStream()
                .toList();
    }

    static String text(JsonNode record, String property) {
        return record.path("properties").path(property).asText("");
    }

    static String words(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
