package salesinsights.ui.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What came back.
 *
 * @param challenge the WWW-Authenticate header, empty if there was none
 * @param body empty for a stream that stays open
 */
record Answer(int status, String type, String challenge, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError("no JSON came with status " + status, unreadable);
        }
    }

    /** The same, which must have gone well. */
    Answer good() {
        if (status < 200 || status > 299) {
            throw new AssertionError("answered " + status + " " + body);
        }
        return this;
    }
}
