package salesinsights.ui.page;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Headers of every page: nothing runs that we did not ship, nobody frames it, and no cache keeps personal data. */
class PageHeadersFilter {
    @ServerResponseFilter(priority = Priorities.HEADER_DECORATOR)
    void add(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type == null || !type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (!headers.containsKey("Content-Security-Policy")) {
            headers.put("Content-Security-Policy", one(PagePolicy.SCREEN));
            // The older way to say the same; a page with a policy of its own says there who may frame it.
            headers.computeIfAbsent("X-Frame-Options", name -> one("DENY"));
        }
        headers.computeIfAbsent("Cache-Control", name -> one("no-store"));
        headers.computeIfAbsent("Cross-Origin-Opener-Policy", name -> one("same-origin"));
        headers.computeIfAbsent("Permissions-Policy", name -> one("camera=(), microphone=(), geolocation=()"));
    }

    private static List<Object> one(String value) {
        return new ArrayList<>(List.of(value));
    }
}
