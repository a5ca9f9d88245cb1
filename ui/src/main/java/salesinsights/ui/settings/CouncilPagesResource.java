package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.council.CouncilView;
import salesinsights.tracking.council.WorksCouncil;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Works-council mode: one of two roles proposes, the other confirms. */
@Path("/settings/works-council")
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
@Produces(MediaType.TEXT_HTML)
class CouncilPagesResource {
    private static final String HERE = "/settings/works-council";
    private static final Map<String, String> SAID = Map.of(
            "proposed", "Proposed; the other role has to confirm it",
            "confirmed", "Confirmed; it holds from now on",
            "withdrawn", "Taken back");

    private final WorksCouncil council;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    CouncilPagesResource(WorksCouncil council, Shells shells, CurrentCaller caller, Clock clock) {
        this.council = council;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance council(Shell shell, CouncilScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        return page(Map.of(), Map.of(), did == null ? null : SAID.get(did));
    }

    // Not transactional, as below: a refusal takes a transaction of its own to show the page.
    @POST
    @Path("propose")
    @Operation(hidden = true)
    public Response propose(
            @FormParam("team") @Nullable String team,
            @FormParam("minimum") @Nullable String minimum,
            @FormParam("end") @Nullable String end) {
        Map<String, String> typed = typed(team, minimum);
        return done(typed, "proposed", (who, of) -> council.propose(who, of, end == null ? needed(minimum) : null));
    }

    @POST
    @Path("confirm")
    @Operation(hidden = true)
    public Response confirm(@FormParam("team") @Nullable String team, @FormParam("minimum") @Nullable String minimum) {
        boolean ends = minimum == null || minimum.isBlank();
        return done(typed(team, ""), "confirmed", (who, of) -> council.confirm(who, of, ends ? null : needed(minimum)));
    }

    @POST
    @Path("withdraw")
    @Operation(hidden = true)
    public Response withdraw(@FormParam("team") @Nullable String team) {
        return done(typed(team, ""), "withdrawn", council::withdraw);
    }

    private Response done(Map<String, String> typed, String did, BiFunction<Caller, Team, CouncilView> work) {
        try {
            QuarkusTransaction.requiringNew().call(() -> work.apply(caller.get(), caller.teamFor(typed.get("team"))));
            return Response.seeOther(URI.create(HERE + "?did=" + did)).build();
        } catch (Problem refused) {
            return Response.status(refused.status())
                    .entity(QuarkusTransaction.requiringNew().call(() -> page(typed, refused.byField(), null)))
                    .build();
        }
    }

    private static Map<String, String> typed(@Nullable String team, @Nullable String minimum) {
        return Map.of("team", team == null ? "" : team, "minimum", minimum == null ? "" : minimum);
    }

    private static int needed(@Nullable String minimum) {
        try {
            return Integer.parseInt(minimum == null ? "" : minimum.strip());
        } catch (NumberFormatException none) {
            throw Problem.invalid(
                    "minimum", "a whole number from %d to %d".formatted(WorksCouncil.FEWEST, WorksCouncil.MOST));
        }
    }

    private TemplateInstance page(Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        List<CouncilScreen.Row> rows =
                council.of(caller.get()).stream().map(this::row).toList();
        Shell shell = shells.of("Works council", Place.SETTINGS);
        return Templates.council(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE)),
                new CouncilScreen(rows, typed, wrong));
    }

    private CouncilScreen.Row row(CouncilView view) {
        CouncilView.Proposal proposal = view.proposal();
        return new CouncilScreen.Row(view, proposal == null ? null : When.of(proposal.proposedAt(), clock.instant()));
    }
}
