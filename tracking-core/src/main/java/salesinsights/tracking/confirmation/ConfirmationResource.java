package salesinsights.tracking.confirmation;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The link of the mail that asks whether an erasure is meant. A GET changes nothing, because scanners follow links. */
@Path("/erase/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
class ConfirmationResource {
    private final ConfirmationPage page;

    ConfirmationResource(ConfirmationPage page) {
        this.page = page;
    }

    @GET
    public Response look(@PathParam("token") String token) {
        return html(page.look(token));
    }

    @POST
    public Response confirm(@PathParam("token") String token) {
        return html(page.confirm(token));
    }

    private Response html(Optional<String> shown) {
        return Response.status(shown.isPresent() ? 200 : 404)
                .entity(shown.orElse(""))
                .type("text/html; charset=utf-8")
                .header("Content-Security-Policy", page.contentPolicy())
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow")
                .build();
    }
}
