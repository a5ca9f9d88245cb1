package salesinsights.tracking.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The door for what another system sent and saw before this one was there. */
@Path("/api/messages/history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
class HistoryResource {
    private final ImportHistory history;
    private final CurrentCaller caller;

    HistoryResource(ImportHistory history, CurrentCaller caller) {
        this.history = history;
        this.caller = caller;
    }

    // Not transactional: a long history is taken in parts, each whole, and can be sent again from the start.
    @POST
    @Consumes("application/x-ndjson")
    @Operation(summary = "Import messages of the past with what came back, one JSON object a line")
    public ImportedHistory take(String lines) {
        return history.take(caller.get(), lines);
    }
}
