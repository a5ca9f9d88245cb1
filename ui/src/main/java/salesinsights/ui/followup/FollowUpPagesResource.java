package salesinsights.ui.followup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpPlace;
import salesinsights.scoring.followup.FollowUpQuery;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** Follow-up tasks as a list, and the forms that every screen with tasks posts to. */
@Path("/follow-ups")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class FollowUpPagesResource {
    private static final int A_PAGE = 50;
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final FollowUps followUps;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    FollowUpPagesResource(FollowUps followUps, Shells shells, CurrentCaller caller, Clock clock) {
        this.followUps = followUps;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "followup")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, FollowUpScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(
            @QueryParam("scope") @DefaultValue("mine") String scope,
            @QueryParam("status") @DefaultValue("open") String status,
            @QueryParam("after") @Nullable String after,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        boolean mine = !scope.equals("team");
        FollowUpStatus wanted = FollowUpStatus.parse(status);
        FollowUpPlace from = after == null ? null : FollowUpPlace.parse(after);
        String owner = mine ? caller.get().username() : null;
        List<FollowUpView> found =
                followUps.page(new FollowUpQuery(teams(), owner, Set.of(wanted), null, null, from, A_PAGE));
        String here = "/follow-ups?status=" + wanted.wire() + (mine ? "" : "&scope=team");
        String next = found.size() < A_PAGE
                ? null
                : here + "&after="
                        + URLEncoder.encode(FollowUpPlace.of(found.getLast()).toString(), StandardCharsets.UTF_8);
        Instant now = clock.instant();
        List<TaskRow> rows = found.stream().map(task -> TaskRow.of(task, now)).toList();
        FollowUpScreen screen = new FollowUpScreen(
                mine, wanted.wire(), Choice.of("open", "snoozed", "done", "dismissed", "cancelled"), rows, next, here);
        Shell shell = shells.of("Follow-ups", Place.FOLLOW_UPS).saying(Toasts.of(did, about, here));
        return Templates.list(shell, screen);
    }

    @POST
    @Path(ID + "/done")
    @Operation(hidden = true)
    public Response done(@PathParam("id") String id, @FormParam("back") @Nullable String back) {
        followUps.complete(teams(), Ids.stated(id), null, null);
        return to(back, "done", id);
    }

    @POST
    @Path(ID + "/snooze")
    @Operation(hidden = true)
    public Response snooze(
            @PathParam("id") String id,
            @FormParam("for") @Nullable String wait,
            @FormParam("back") @Nullable String back) {
        followUps.snooze(teams(), Ids.stated(id), null, clock.instant().plus(spanOf(wait)));
        return to(back, "snoozed", id);
    }

    @POST
    @Path(ID + "/dismiss")
    @Operation(hidden = true)
    public Response dismiss(@PathParam("id") String id, @FormParam("back") @Nullable String back) {
        followUps.dismiss(teams(), Ids.stated(id), null, null);
        return to(back, "dismissed", id);
    }

    @POST
    @Path(ID + "/reopen")
    @Operation(hidden = true)
    public Response reopen(@PathParam("id") String id, @FormParam("back") @Nullable String back) {
        followUps.reopen(teams(), Ids.stated(id), null);
        return to(back, "reopened", id);
    }

    private static Response to(@Nullable String back, String did, String id) {
        return Response.seeOther(Back.to(back, "/follow-ups", did, id)).build();
    }

    private static Duration spanOf(@Nullable String wait) {
        return switch (wait == null ? "" : wait) {
            case "3h" -> Duration.ofHours(3);
            case "1d" -> Duration.ofDays(1);
            case "3d" -> Duration.ofDays(3);
            case "7d" -> Duration.ofDays(7);
            default -> throw Problem.invalid("for", "is 3h, 1d, 3d or 7d");
        };
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
