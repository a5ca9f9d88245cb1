package salesinsights.tracking.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Messages by REST. */
@Path("/api/messages")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class MessageResource {
    private final Messages messages;
    private final BareLinks links;
    private final CurrentCaller caller;

    MessageResource(Messages messages, BareLinks links, CurrentCaller caller) {
        this.messages = messages;
        this.links = links;
        this.caller = caller;
    }

    // Not transactional: what is sent has to be committed before it is handed over.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response compose(
            @Nullable Composition composition,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("include") @Nullable String include) {
        if (composition == null) {
            throw Problem.unreadable("A message is needed as the body.", null);
        }
        return answer(
                messages.compose(caller.get(), caller.teamFor(composition.team()), composition, wish(key, include)));
    }

    @POST
    @Consumes("message/rfc822")
    public Response composeRaw(
            byte[] raw,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("include") @Nullable String include,
            @QueryParam("team") @Nullable String team,
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("template") @Nullable String template,
            @QueryParam("tracking") @Nullable String tracking,
            @QueryParam("country") List<String> countries,
            @QueryParam("send") @DefaultValue("false") boolean send,
            @QueryParam("readTime") @DefaultValue("false") boolean readTime) {
        RawMessage about = new RawMessage(
                campaign, template, TrackingSwitch.of(tracking), send, readTime, RawMessage.countries(countries));
        return answer(messages.compose(caller.get(), caller.teamFor(team), raw, about, wish(key, include)));
    }

    /** Pixel and links alone, for a system that composes and sends by itself. */
    @POST
    @Path("/links")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
    public Response links(@Nullable LinksRequest request, @HeaderParam("Idempotency-Key") @Nullable String key) {
        if (request == null) {
            throw Problem.unreadable("Recipients and links are needed as the body.", null);
        }
        BareLinks.Made made = links.make(caller.get(), caller.teamFor(request.team()), request, key);
        return Response.status(made.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/messages/" + made.links().message()))
                .entity(made.links())
                .build();
    }

    private static Messages.Wish wish(@Nullable String key, @Nullable String include) {
        if (include != null && !include.equals("mime")) {
            throw Problem.invalid("include", "can only be mime");
        }
        return new Messages.Wish(key, include != null);
    }

    private static Response answer(Messages.Made made) {
        return Response.status(made.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/messages/" + made.message().id()))
                .entity(made.message())
                .build();
    }

    @GET
    @Transactional
    public MessagePage page(
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("sender") @Nullable String sender,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return messages.page(caller.get(), campaign, sender, after, PageSize.checked(atMost));
    }

    @GET
    @Path("/{id}")
    @Transactional
    public MessageView view(@PathParam("id") UUID id) {
        return messages.view(caller.get(), id);
    }

    /** Sends a copy again that failed, or of which nobody knows. */
    // Not transactional: it is committed before the queue is told.
    @POST
    @Path("/{id}/recipients/{recipient}/send-again")
    public MessageView sendAgain(@PathParam("id") UUID id, @PathParam("recipient") UUID recipient) {
        return messages.sendAgain(caller.get(), id, recipient);
    }

    /** Takes back what still waits to be sent. */
    @DELETE
    @Path("/{id}/queue")
    public MessageView cancel(@PathParam("id") UUID id) {
        return messages.cancel(caller.get(), id);
    }
}
