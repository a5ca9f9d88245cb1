package salesinsights.scoring.sharing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** With whom a lead of one's own team is shared. */
@Path("/api/leads/{id}/shares")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Transactional
class ShareResource {
    private final Shares shares;
    private final Leads leads;
    private final CurrentCaller caller;

    ShareResource(Shares shares, Leads leads, CurrentCaller caller) {
        this.shares = shares;
        this.leads = leads;
        this.caller = caller;
    }

    record Listing(List<ShareView> items) {}

    /**
     * @param team path of a team, or
     * @param user Keycloak's name of a person
     * @param work true to let them change fields too
     */
    record Wanted(@Nullable String team, @Nullable String user, boolean work) {}

    @GET
    public Listing list(@PathParam("id") UUID id) {
        return new Listing(shares.of(require(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response share(@PathParam("id") UUID id, @Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.unreadable("A team or a user is needed as the body.", null);
        }
        Lead lead = require(id);
        return Response.status(Response.Status.CREATED)
                .entity(shares.share(caller.get(), lead, wanted.team(), wanted.user(), wanted.work()))
                .build();
    }

    @DELETE
    @Path("{share}")
    public ShareView end(@PathParam("id") UUID id, @PathParam("share") UUID share) {
        return shares.end(caller.get(), require(id), share);
    }

    @POST
    @Path("{share}/resume")
    public ShareView resume(@PathParam("id") UUID id, @PathParam("share") UUID share) {
        return shares.resume(caller.get(), require(id), share);
    }

    private Lead require(UUID id) {
        return leads.find(caller.get().visibleTeamIds(), new LeadId(id)).orElseThrow(Problem::notFound);
    }
}
