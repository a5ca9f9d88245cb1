package salesinsights.ui.privacy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.Retention;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** How long each class of data is kept: look what would go, then change it. */
@Path("/privacy/retention")
@RolesAllowed(Caller.PRIVACY)
@Produces(MediaType.TEXT_HTML)
class RetentionPagesResource {
    private final Retention retention;
    private final Shells shells;
    private final CurrentCaller caller;

    RetentionPagesResource(Retention retention, Shells shells, CurrentCaller caller) {
        this.retention = retention;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "privacy")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance retention(Shell shell, RetentionScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance rules(@QueryParam("team") @Nullable String team) {
        return page(team, RetentionScreen.Tried.NOTHING, null);
    }

    @POST
    @Operation(hidden = true)
    public Response change(
            @FormParam("team") @Nullable String team,
            @FormParam("name") @Nullable String name,
            @FormParam("days") @Nullable String days,
            @FormParam("act") @Nullable String act) {
        String which = name == null ? "" : name;
        String typed = days == null ? "" : days.strip();
        try {
            Integer wanted = number(typed);
            if ("change".equals(act)) {
                QuarkusTransaction.requiringNew()
                        .run(() -> retention.change(caller.get(), caller.teamFor(team), name, wanted));
                return Response.ok(page(team, RetentionScreen.Tried.NOTHING, "Changed; it is applied once a day"))
                        .build();
            }
            Retention.Rule would =
                    QuarkusTransaction.requiringNew().call(() -> retention.preview(caller.teamFor(team), name, wanted));
            return Response.ok(page(team, new RetentionScreen.Tried(which, typed, would, ""), null))
                    .build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(page(team, new RetentionScreen.Tried(which, typed, null, problem.detail()), null))
                    .build();
        }
    }

    private static Integer number(String typed) {
        try {
            return Integer.valueOf(typed);
        } catch (NumberFormatException noNumber) {
            throw Problem.invalid("days", "is a whole number");
        }
    }

    private TemplateInstance page(@Nullable String path, RetentionScreen.Tried tried, @Nullable String said) {
        RetentionScreen screen = QuarkusTransaction.requiringNew().call(() -> {
            List<Team> teams = caller.get().visibleTeams();
            Team team = teams.stream()
                    .filter(one -> one.path().value().equals(path))
                    .findFirst()
                    .orElse(teams.isEmpty() ? null : teams.getFirst());
            return new RetentionScreen(
                    team == null ? "" : team.path().value(),
                    teams,
                    team == null ? List.of() : retention.of(team),
                    tried);
        });
        Shell shell = shells.of("Retention", Place.PRIVACY);
        return Templates.retention(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, "/privacy/retention")), screen);
    }
}
