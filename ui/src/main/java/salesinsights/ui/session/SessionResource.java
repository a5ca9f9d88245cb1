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
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Welcome;

/** Where a browser comes in and goes out; the log-in itself is Keycloak's. */
@Path("/")
class SessionResource {
    private final Welcome welcome;
    private final Shells shells;

    SessionResource(Welcome welcome, Shells shells) {
        this.welcome = welcome;
        this.shells = shells;
    }

    /** The front door: log in if need be, then the first page that one's roles open. */
    @GET
    @Authenticated
    public Response enter() {
        return Response.seeOther(URI.create(shells.home().href())).build();
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
