package salesinsights.tracking.consent;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final AskForConsent asking;
    private final RecipientPages pages;

    RecipientResource(RecipientDoor door, AskForConsent asking, RecipientPages pages) {
        this.door = door;
        this.asking = asking;
        this.pages = pages;
    }

    /** How somebody answers a question. */
    enum Answer {
        AGREE,
        REFUSE
    }

    /** What language a reader wants: stated in the address, else as the browser says. */
    static final class Spoken {
        @QueryParam("lang")
        @Nullable
        String stated;

        @HeaderParam("Accept-Language")
        @Nullable
        String accepted;

        Locale best() {
            return Words.best(
                    Stream.concat(Stream.ofNullable(stated).limit(1).map(Locale::forLanguageTag), accepted().stream())
                            .toList());
        }

        private List<Locale> accepted() {
            if (accepted == null || accepted.length() > 500) {
                return List.of();
            }
            try {
                return Locale.LanguageRange.parse(accepted).stream()
                        .map(range -> Locale.forLanguageTag(range.getRange()))
                        .toList();
            } catch (IllegalArgumentException nonsense) {
                return List.of();
            }
        }
    }

    @GET
    @Path("/r/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("token") String token, @BeanParam Spoken spoken) {
        Locale language = spoken.best();
        return html(door.look(token, language).map(view -> pages.person(view, token, null, language)), language);
    }

    @POST
    @Path("/r/{token}")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.TEXT_HTML)
    public Response choose(
            @PathParam("token") String token, @FormParam("act") @Nullable String act, @BeanParam Spoken spoken) {
        Locale language = spoken.best();
        if ("erase".equals(act)) {
            return html(door.erase(token, language).map(view -> pages.person(view, token, act, language)), language);
        }
        return html(
                door.choose(token, () -> Choice.of("act", act, Act.values()), Method.RECIPIENT_PAGE, language)
                        .map(view -> pages.person(view, token, act, language)),
                language);
    }

    @GET
    @Path("/r/{token}/export")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response export(@PathParam("token") String token) {
        return door.export(token)
                .map(all -> guarded(Response.ok(all, MediaType.APPLICATION_JSON))
                        .header("Content-Disposition", "attachment; filename=\"recorded-about-me.json\"")
                        .build())
                .orElseGet(() -> html(Optional.empty(), Locale.ENGLISH));
    }

    @GET
    @Path("/u/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response askToUnsubscribe(@PathParam("token") String token, @BeanParam Spoken spoken) {
        Locale language = spoken.best();
        return html(door.look(token, language).map(view -> pages.unsubscribe(view, false, language)), language);
    }

    /**
     * RFC 8058. A mail program posts {@code List-Unsubscribe=One-Click}; whatever the body is, a POST unsubscribes,
     * because one that fails over its form would be worse.
     */
    @POST
    @Path("/u/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response unsubscribe(@PathParam("token") String token, @BeanParam Spoken spoken) {
        Locale language = spoken.best();
        return html(
                door.choose(token, () -> Act.STOP_MAIL, Method.ONE_CLICK, language)
                        .map(view -> pages.unsubscribe(view, true, language)),
                language);
    }

    /** The question that somebody was asked by mail. */
    @GET
    @Path("/consent/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response question(@PathParam("token") String token, @BeanParam Spoken spoken) {
        return html(asking.look(token).map(pages::ask), spoken.best());
    }

    @POST
    @Path("/consent/{token}")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.TEXT_HTML)
    public Response answer(
            @PathParam("token") String token, @FormParam("act") @Nullable String act, @BeanParam Spoken spoken) {
        boolean agrees = Choice.of("act", act, Answer.values()) == Answer.AGREE;
        return html(asking.answer(token, agrees).map(pages::ask), spoken.best());
    }

    /** The page, or the one that every token gets which opens nothing. */
    private Response html(Optional<String> page, Locale language) {
        return guarded(Response.status(page.isPresent() ? 200 : 404)
                        .entity(page.orElseGet(() -> pages.gone(language)))
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
