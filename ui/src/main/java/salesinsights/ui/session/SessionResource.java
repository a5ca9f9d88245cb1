package salesinsights.ui.session;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Where a browser comes in and goes out; the log-in itself is Keycloak's. */
@Path("/")
class SessionResource {
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
    public String ended() {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Logged out - Sales Insights</title>
                <main>
                <h1>You are logged out</h1>
                <p><a href="/">Log in again</a></p>
                </main>
                </html>
                """;
    }
}
