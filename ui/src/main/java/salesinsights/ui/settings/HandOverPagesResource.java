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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.handover.HandOverView;
import salesinsights.scoring.handover.HandOvers;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Leads and open tasks of somebody who leaves, for colleagues. */
@Path("/settings/hand-over")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class HandOverPagesResource {
    private static final String HERE = "/settings/hand-over";

    private final HandOvers handOvers;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    HandOverPagesResource(HandOvers handOvers, Shells shells, CurrentCaller caller, Clock clock) {
        this.handOvers = handOvers;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance handover(Shell shell, HandOverScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did, @QueryParam("about") @Nullable String about) {
        Shell.Toast said = null;
        if ("handed".equals(did) && about != null) {
            said = new Shell.Toast("Handed over", HERE + "/" + Ids.stated(about) + "/undo", HERE);
        } else if ("undone".equals(did)) {
            said = new Shell.Toast("Taken back, but for what somebody changed since", null, HERE);
        }
        return page(null, Map.of(), Map.of(), said);
    }

    // Not transactional, as below: a refusal takes a transaction of its own to show the page.
    @POST
    @Operation(hidden = true)
    public Response handOver(
            @FormParam("team") @Nullable String team,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("sure") @Nullable String sure) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("team", team == null ? "" : team);
        typed.put("from", from == null ? "" : from);
        typed.put("to", to == null ? "" : to);
        try {
            if (sure == null) {
                HandOverView.Preview there =
                        QuarkusTransaction.requiringNew().call(() -> handOvers.preview(caller.teamFor(team), from));
                return Response.ok(shown(there, typed, Map.of())).build();
            }
            HandOverView made = QuarkusTransaction.requiringNew()
                    .call(() -> handOvers.handOver(caller.get(), caller.teamFor(team), from, names(to)));
            return Response.seeOther(URI.create(HERE + "?did=handed&about=" + made.id()))
                    .build();
        } catch (Problem refused) {
            return Response.status(refused.status())
                    .entity(shown(null, typed, refused.byField()))
                    .build();
        }
    }

    @POST
    @Path("{id: [0-9a-f-]{36}}/undo")
    @Transactional
    @Operation(hidden = true)
    public Response undo(@PathParam("id") String id) {
        handOvers.undo(caller.get(), Ids.stated(id));
        return Response.seeOther(URI.create(HERE + "?did=undone")).build();
    }

    private static List<@Nullable String> names(@Nullable String to) {
        return Arrays.stream((to == null ? "" : to).split("[,\\s]+"))
                .filter(name -> !name.isBlank())
                .<@Nullable String>map(name -> name)
                .toList();
    }

    private TemplateInstance shown(
            HandOverView.@Nullable Preview preview, Map<String, String> typed, Map<String, String> wrong) {
        return QuarkusTransaction.requiringNew().call(() -> page(preview, typed, wrong, null));
    }

    private TemplateInstance page(
            HandOverView.@Nullable Preview preview,
            Map<String, String> typed,
            Map<String, String> wrong,
            Shell.@Nullable Toast said) {
        Caller who = caller.get();
        List<HandOverScreen.Row> rows =
                handOvers.of(who).stream().map(this::row).toList();
        List<String> teams = who.visibleTeams().stream()
                .map(team -> team.path().value())
                .sorted()
                .toList();
        return Templates.handover(
                shells.of("Hand over", Place.SETTINGS).saying(said),
                new HandOverScreen(rows, teams, preview, typed, wrong));
    }

    private HandOverScreen.Row row(HandOverView made) {
        return new HandOverScreen.Row(
                made,
                When.of(made.madeAt(), clock.instant()),
                made.undoneAt() == null ? null : When.of(made.undoneAt(), clock.instant()));
    }
}
