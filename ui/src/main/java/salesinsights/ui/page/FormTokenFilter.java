package salesinsights.ui.page;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * Refuses whatever would change something in a browser's session without the form token. REST is left alone: it takes
 * bearer tokens, which no browser sends by itself; and so are callers without a session.
 */
class FormTokenFilter {
    /** The name of the hidden field that every form carries. */
    static final String FIELD = "form-token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final CurrentIdentityAssociation identity;
    private final FormTokens tokens;

    FormTokenFilter(CurrentIdentityAssociation identity, FormTokens tokens) {
        this.identity = identity;
        this.tokens = tokens;
    }

    @ServerRequestFilter(priority = Priorities.USER + 50)
    @WithFormRead
    Uni<Response> check(ResteasyReactiveContainerRequestContext context) {
        String path = context.getUriInfo().getPath();
        if (SAFE.contains(context.getMethod()) || path.startsWith("/api/")) {
            return Uni.createFrom().nullItem();
        }
        return identity.getDeferredIdentity()
                .invoke(who -> {
                    if (!who.isAnonymous() && !tokens.fits(given(context))) {
                        throw Problem.refused(
                                "form-expired", "This form has expired. Go back, reload the page and try again.");
                    }
                })
                .replaceWith((Response) null);
    }

    private static @Nullable String given(ContainerRequestContext context) {
        ResteasyReactiveContainerRequestContext reactive = (ResteasyReactiveContainerRequestContext) context;
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) reactive.getServerRequestContext();
        Object field = request.getFormParameter(FIELD, true, false);
        return field instanceof String text ? text : null;
    }
}
