package salesinsights.ui.settings;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.calendar.TaskFeedView;
import salesinsights.scoring.calendar.TaskFeeds;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Everybody's own feed of follow-ups for a calendar program. */
@Path("/settings/calendar")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class CalendarPagesResource {
    private static final URI ENDED = URI.create("/settings/calendar?did=ended");

    private final TaskFeeds feeds;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    CalendarPagesResource(TaskFeeds feeds, Shells shells, CurrentCaller caller, Clock clock) {
        this.feeds = feeds;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance calendar(
                Shell shell, TaskFeedView feed, @Nullable When made, @Nullable When read);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        return page(
                feeds.mine(caller.get()), "ended".equals(did) ? "Ended. The address opens nothing any more." : null);
    }

    // Answered at once: the address is shown this one time, and a reload must not show it again.
    @POST
    @Operation(hidden = true)
    public TemplateInstance renew() {
        return page(feeds.renew(caller.get()), null);
    }

    @POST
    @Path("end")
    @Operation(hidden = true)
    public Response end() {
        feeds.end(caller.get());
        return Response.seeOther(ENDED).build();
    }

    private TemplateInstance page(TaskFeedView feed, @Nullable String said) {
        Shell shell = shells.of("Follow-ups in a calendar", Place.FOLLOW_UPS);
        return Templates.calendar(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, "/settings/calendar")),
                feed,
                When.ofNullable(feed.madeAt(), clock.instant()),
                When.ofNullable(feed.readAt(), clock.instant()));
    }
}
