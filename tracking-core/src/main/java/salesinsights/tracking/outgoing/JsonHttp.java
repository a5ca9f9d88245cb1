package salesinsights.tracking.outgoing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.outgoing.OutgoingHttp.Answer;

/** JSON under one address, called as {@link OutgoingHttp} calls. Reads at most {@value #ANSWER_BYTES} bytes of an answer. */
public final class JsonHttp {
    static final int ANSWER_BYTES = 8 * 1024 * 1024;

    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final URI root;
    private final Duration patience;

    /**
     * @param root from {@link OutgoingHttp#parse}; what it has as path is put before every path
     * @param patience for one call
     */
    public JsonHttp(OutgoingHttp http, ObjectMapper json, URI root, Duration patience) {
        this.http = http;
        this.json = json;
        this.root = root;
        this.patience = patience;
    }

    /**
     * What came back.
     *
     * @param headers by lower-case name
     * @param body a missing node if it was none, or not JSON
     */
    public record Reply(int status, Map<String, String> headers, JsonNode body, Answer answer) {
        /** True for 200 to 299. */
        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** True if the answer was JSON. */
        public boolean isJson() {
            return !body.isMissingNode();
        }

        /** As {@link Answer#retryAfter}. */
        public Duration retryAfter(Instant now, Duration otherwise) {
            return answer.retryAfter(now, otherwise);
        }
    }

    /** Makes requests' bodies. */
    public ObjectMapper mapper() {
        return json;
    }

    /**
     * Sends JSON.
     *
     * @param path with its query, encoded, beginning with a slash
     * @param body null for none
     */
    public Reply send(String method, String path, Map<String, String> headers, @Nullable JsonNode body)
            throws NoAnswer {
        return send(method, path, headers, "application/json; charset=utf-8", body == null ? "" : body.toString());
    }

    /** Sends what is no JSON, such as a form or CSV. */
    public Reply send(String method, String path, Map<String, String> headers, String contentType, String body)
            throws NoAnswer {
        Map<String, String> all = new HashMap<>(headers);
        all.put("accept", "application/json");
        all.put("user-agent", "SalesInsights");
        if (!body.isEmpty()) {
            all.put("content-type", contentType);
        }
        Answer answer = http.call(HttpMethod.valueOf(method), at(path), all, body, patience, ANSWER_BYTES);
        return new Reply(answer.status(), answer.headers(), parsed(answer.body()), answer);
    }

    private URI at(String path) {
        String base = root.toString();
        int query = base.indexOf('?');
        String withoutQuery = query < 0 ? base : base.substring(0, query);
        return URI.create(withoutQuery.replaceAll("/+$", "") + path);
    }

    private JsonNode parsed(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException html) {
            return MissingNode.getInstance();
        }
    }
}
