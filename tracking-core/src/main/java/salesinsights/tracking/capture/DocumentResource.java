package salesinsights.tracking.capture;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The documents that messages link to. What comes back names the address to put into a message. */
@Path("/api/documents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class DocumentResource {
    private final Documents documents;
    private final CurrentCaller caller;

    DocumentResource(Documents documents, CurrentCaller caller) {
        this.documents = documents;
        this.caller = caller;
    }

    /** Keeps the body as a document, of the type that {@code Content-Type} says. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Transactional
    public Response keep(
            byte[] content,
            @QueryParam("name") @Nullable String name,
            @QueryParam("team") @Nullable String team,
            @HeaderParam("Content-Type") @Nullable String type) {
        DocumentView kept = documents.keep(
                caller.teamFor(team), caller.get().username(), name, type, content == null ? new byte[0] : content);
        return Response.created(URI.create("/api/documents/" + kept.id()))
                .entity(kept)
                .build();
    }

    /** The teams' documents, newest first. */
    @GET
    @Transactional
    public DocumentPage page(
            @QueryParam("after") @Nullable String after, @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return documents.page(caller.get().visibleTeamIds(), cursor(after), PageSize.checked(atMost));
    }

    private static @Nullable UUID cursor(@Nullable String after) {
        try {
            return after == null || after.isBlank() ? null : UUID.fromString(after);
        } catch (IllegalArgumentException notOurs) {
            throw Problem.invalid("after", "is none of our cursors");
        }
    }

    /** One document, without its bytes. */
    @GET
    @Path("/{id}")
    @Transactional
    public DocumentView view(@PathParam("id") UUID id) {
        return documents.view(caller.get().visibleTeamIds(), id);
    }

    /** Removes a document; links to it answer 404 from then on. */
    @DELETE
    @Path("/{id}")
    @Transactional
    public void remove(@PathParam("id") UUID id) {
        documents.remove(caller.get().visibleTeamIds(), id);
    }
}
