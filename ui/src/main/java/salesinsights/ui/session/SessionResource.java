package salesinsights.ui.session;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import salesinsights.ui.page.Welcome;

/** Where a browser comes in and goes out; the log-in itself is Keycloak's. */
@Path("/")
class SessionResource {
    private final Welcome welcome;

    SessionResource(Welcome welcome) {
        this.welcome = welcome;
    }

    /** The front door: log in if need be, then the worklist. */
    @GET
    @Authenticated
    public Response enter() {
        return Response.seeOther(URI.create("/worklist")).build();
    }

    /** Where Keycloak sends a browser that has logged out; says so, and offers the way back. */
    @GET
    @Path("/session/ended")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance ended() {
        return welcome.page("You are logged out");
    }
}
