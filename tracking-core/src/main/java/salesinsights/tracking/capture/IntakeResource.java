package salesinsights.tracking.capture;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import salesinsights.tracking.team.Caller;

/** Whether anything was lost on the way in. */
@Path("/api/intake")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.MANAGER})
class IntakeResource {
    private final IntakeFigures figures;

    IntakeResource(IntakeFigures figures) {
        this.figures = figures;
    }

    /** Totals of all collectors ever. */
    @GET
    @Transactional
    public IntakeView intake() {
        return figures.ever();
    }
}
