package salesinsights.ui.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Says what this is to somebody who is not logged in. */
@Path("/welcome")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class WelcomePagesResource {
    private final Welcome welcome;

    WelcomePagesResource(Welcome welcome) {
        this.welcome = welcome;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return welcome.page("Who reads your mail, and what to do next");
    }
}
