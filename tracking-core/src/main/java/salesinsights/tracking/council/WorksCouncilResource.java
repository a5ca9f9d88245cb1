package salesinsights.tracking.council;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Works-council mode by REST. */
@Path("/api/works-council")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
@Transactional
class WorksCouncilResource {
    private final WorksCouncil council;
    private final CurrentCaller caller;

    WorksCouncilResource(WorksCouncil council, CurrentCaller caller) {
        this.council = council;
        this.caller = caller;
    }

    record Listing(List<CouncilView> items) {}

    /**
     * @param team path
     * @param minimum how many people a figure needs; null to end the mode
     */
    record Wanted(@Nullable String team, @Nullable Integer minimum) {}

    /** Everybody whose work is counted may know how it is shown. */
    @GET
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    public Listing list() {
        return new Listing(council.of(caller.get()));
    }

    @PUT
    @Path("proposal")
    @Consumes(MediaType.APPLICATION_JSON)
    public CouncilView propose(@Nullable Wanted wanted) {
        Wanted stated = stated(wanted);
        return council.propose(caller.get(), caller.teamFor(stated.team()), stated.minimum());
    }

    @DELETE
    @Path("proposal")
    public CouncilView withdraw(@QueryParam("team") @Nullable String team) {
        return council.withdraw(caller.get(), caller.teamFor(team));
    }

    @POST
    @Path("confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    public CouncilView confirm(@Nullable Wanted wanted) {
        Wanted stated = stated(wanted);
        return council.confirm(caller.get(), caller.teamFor(stated.team()), stated.minimum());
    }

    private static Wanted stated(@Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.unreadable("A team and a minimum are needed as the body.", null);
        }
        return wanted;
    }
}
