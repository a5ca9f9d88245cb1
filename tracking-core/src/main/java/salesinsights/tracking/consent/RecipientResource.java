package salesinsights.tracking.consent;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.RecipientChoices.Act;

/**
 * The recipient's own page and {@code List-Unsubscribe}. Whoever has the token may look and choose; it comes with every
 * message and is nobody's session, so that there is nothing a foreign site could ride on. A GET changes nothing, because
 * scanners follow links. Nothing here is kept by a cache, found by a search, or runs a script.
 */
@Path("/")
@PermitAll
class RecipientResource {
    private final RecipientDoor door;
    private final RecipientPages pages;

    RecipientResource(RecipientDoor door, RecipientPages pages) {
        this.door = door;
        this.pages = pages;
    }

    @GET
    @Path("/r/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("token") String token) {
        return html(door.look(token).map(view -> pages.person(view, token, null)));
    }

    @POST
    @Path("/r/{token}")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.TEXT_HTML)
    public Response choose(@PathParam("token") String token, @FormParam("act") @Nullable String act) {
        return html(door.choose(token, () -> Choice.of("act", act, Act.values()), Method.RECIPIENT_PAGE)
                .map(view -> pages.person(view, token, act)));
    }

    @GET
    @Path("/r/{token}/export")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response export(@PathParam("token") String token) {
        return door.export(token)
                .map(all -> guarded(Response.ok(all, MediaType.APPLICATION_JSON))
                        .header("Content-Disposition", "attachment; filename=\"recorded-about-me.json\"")
                        .build())
                .orElseGet(() -> html(Optional.empty()));
    }

    @GET
    @Path("/u/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response askToUnsubscribe(@PathParam("token") String token) {
        return html(door.look(token).map(view -> pages.unsubscribe(view, false)));
    }

    /**
     * RFC 8058. A mail program posts {@code List-Unsubscribe=One-Click}; whatever the body is, a POST unsubscribes,
     * because one that fails over its form would be worse.
     */
    @POST
    @Path("/u/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response unsubscribe(@PathParam("token") String token) {
        return html(
                door.choose(token, () -> Act.STOP_MAIL, Method.ONE_CLICK).map(view -> pages.unsubscribe(view, true)));
    }

    /** The page, or the one that every token gets which opens nothing. */
    private Response html(Optional<String> page) {
        return guarded(Response.status(page.isPresent() ? 200 : 404)
                        .entity(page.orElseGet(pages::gone))
                        .type("text/html; charset=utf-8"))
                .build();
    }

    private Response.ResponseBuilder guarded(Response.ResponseBuilder answer) {
        return answer.header("Content-Security-Policy", pages.contentPolicy())
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow");
    }
}
