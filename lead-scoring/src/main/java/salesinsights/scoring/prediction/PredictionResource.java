package salesinsights.scoring.prediction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/leads/{id}/prediction")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class PredictionResource {
    private final Leads leads;
    private final Predictions predictions;
    private final CurrentCaller caller;

    PredictionResource(Leads leads, Predictions predictions, CurrentCaller caller) {
        this.leads = leads;
        this.predictions = predictions;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "How likely the lead is to be won, and why; or why nothing is said",
            operationId = "getPrediction")
    public PredictionView get(@PathParam("id") String id) {
        Set<TeamId> teams = caller.get().visibleTeamIds();
        return predictions.of(
                teams, leads.find(teams, new LeadId(Ids.stated(id))).orElseThrow(Problem::notFound));
    }
}
