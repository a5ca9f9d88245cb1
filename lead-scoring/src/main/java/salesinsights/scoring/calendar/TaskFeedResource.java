package salesinsights.scoring.calendar;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The caller's own feed of follow-ups. */
@Path("/api/task-feed")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class TaskFeedResource {
    private final TaskFeeds feeds;
    private final CurrentCaller caller;

    TaskFeedResource(TaskFeeds feeds, CurrentCaller caller) {
        this.feeds = feeds;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My iCalendar feed of follow-ups, without its address", operationId = "getTaskFeed")
    public TaskFeedView mine() {
        return feeds.mine(caller.get());
    }

    @POST
    @Operation(
            summary = "Make my feed under a new secret address, shown this once; the one before ends",
            operationId = "renewTaskFeed")
    public TaskFeedView renew() {
        return feeds.renew(caller.get());
    }

    @DELETE
    @Operation(summary = "End my feed", operationId = "endTaskFeed")
    public void end() {
        feeds.end(caller.get());
    }
}
