package salesinsights.tracking.ground;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads the bodies of requests, and refuses members that an operation does not have: a caller who sets another team or
 * owner that way must not think that it was done. Everything else that reads JSON (a CRM's answer, a stored row) goes
 * on overlooking what it does not know.
 */
@Provider
class RequestBodyMapper implements ContextResolver<ObjectMapper> {
    private final ObjectMapper strict;

    RequestBodyMapper(ObjectMapper json) {
        this.strict = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addHandler(new NameUnknownMembers());
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }
}
