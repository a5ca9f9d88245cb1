package salesinsights.tracking.ground;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a request has changed is committed when its answer is written, and whoever pulls need not rest any longer. */
class ChangeBellFilter {
    private final Bell bell;

    ChangeBellFilter(Bell bell) {
        this.bell = bell;
    }

    @ServerResponseFilter
    void ring(ContainerRequestContext request, ContainerResponseContext response) {
        if (!HttpMethod.GET.equals(request.getMethod()) && response.getStatus() < 400) {
            bell.ring();
        }
    }
}
