package salesinsights.scoring.lead;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/leads/{id}/notes")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class LeadNoteResource {
    private static final int SHOWN = 200;

    private final Leads leads;
    private final LeadNotes notes;
    private final CurrentCaller caller;

    LeadNoteResource(Leads leads, LeadNotes notes, CurrentCaller caller) {
        this.leads = leads;
        this.notes = notes;
        this.caller = caller;
    }

    record Page(List<LeadNotes.LeadNote> items) {}

    record NewNote(@Nullable String note) {}

    @GET
    @Operation(summary = "What the team wrote down about a lead, newest first", operationId = "listNotes")
    public Page list(@PathParam("id") String id) {
        return new Page(notes.of(require(id), SHOWN));
    }

    @POST
    @Operation(summary = "Write something down about a lead", operationId = "addNote")
    public Response add(@PathParam("id") String id, @Nullable NewNote wanted) {
        Lead lead = require(id);
        notes.write(lead, caller.get().username(), LeadNotes.checked(wanted == null ? null : wanted.note()));
        return Response.status(Response.Status.CREATED)
                .entity(notes.of(lead, 1).getFirst())
                .build();
    }

    private Lead require(String id) {
        return leads.find(caller.get().visibleTeamIds(), new LeadId(Ids.stated(id)))
                .orElseThrow(Problem::notFound);
    }
}
