package salesinsights.scoring.handover;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Hand-overs by REST. */
@Path("/api/hand-overs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Transactional
class HandOverResource {
    private final HandOvers handOvers;
    private final CurrentCaller caller;

    HandOverResource(HandOvers handOvers, CurrentCaller caller) {
        this.handOvers = handOvers;
        this.caller = caller;
    }

    record Listing(List<HandOverView> items) {}

    /**
     * @param team path, null for the caller's only team
     * @param from who leaves
     * @param to colleagues, in turn
     */
    record Wanted(
            @Nullable String team,
            @Nullable String from,
            @Nullable List<@Nullable String> to) {}

    @GET
    public Listing list() {
        return new Listing(handOvers.of(caller.get()));
    }

    @GET
    @Path("preview")
    public HandOverView.Preview preview(
            @QueryParam("team") @Nullable String team, @QueryParam("from") @Nullable String from) {
        return handOvers.preview(caller.teamFor(team), from);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.unreadable("Who leaves and who follows are needed as the body.", null);
        }
        HandOverView made = handOvers.handOver(caller.get(), caller.teamFor(wanted.team()), wanted.from(), wanted.to());
        return Response.created(URI.create("/api/hand-overs/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    public HandOverView get(@PathParam("id") UUID id) {
        return handOvers.view(caller.get(), id);
    }

    @POST
    @Path("{id}/undo")
    public HandOverView.Undone undo(@PathParam("id") UUID id) {
        return handOvers.undo(caller.get(), id);
    }
}
