package salesinsights.tracking.capture;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.verdict.StaffPlaces;

/** Notes in which network somebody works who is logged in, as the edge would note it of a reader. */
class RememberStaff {
    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;
    private final CurrentVertxRequest current;
    private final StaffPlaces places;
    private final TrustedProxies proxies;

    RememberStaff(
            CurrentIdentityAssociation identity,
            CurrentCaller caller,
            CurrentVertxRequest current,
            StaffPlaces places,
            TrustedProxies proxies) {
        this.identity = identity;
        this.caller = caller;
        this.current = current;
        this.places = places;
        this.proxies = proxies;
    }

    // After the caller is known, before the resource's own transaction.
    @ServerRequestFilter(priority = Priorities.USER + 1)
    void note() {
        @Nullable RoutingContext context = current.getCurrent();
        if (context != null
                && BlockingOperationControl.isBlockingAllowed()
                && !identity.getIdentity().isAnonymous()) {
            HttpServerRequest request = context.request();
            places.saw(caller.get().username(), proxies.networkOf(request), request.getHeader("User-Agent"));
        }
    }
}
