package salesinsights.ui.lead;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Timelines;
import salesinsights.scoring.score.Scores;
import salesinsights.scoring.sharing.SharedLeads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Leads of other teams that were shared with the caller. Not transactional: the sharing room takes its own. */
@Path("/shared")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SharedPagesResource {
    private static final int EVENTS_SHOWN = 200;

    private final SharedLeads shared;
    private final Scores scores;
    private final Timelines timelines;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    SharedPagesResource(
            SharedLeads shared, Scores scores, Timelines timelines, Shells shells, CurrentCaller caller, Clock clock) {
        this.shared = shared;
        this.scores = scores;
        this.timelines = timelines;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance shared(Shell shell, List<SharedScreen.Row> rows);

        static native TemplateInstance sharedlead(Shell shell, SharedScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        List<SharedScreen.Row> rows = shared.of(caller.get()).stream()
                .map(one -> new SharedScreen.Row(one, When.of(one.sharedAt(), clock.instant())))
                .toList();
        return Templates.shared(shells.of("Shared with me", Place.WORKLIST), rows);
    }

    @GET
    @Path("{id: [0-9a-f-]{36}}")
    @Operation(hidden = true)
    public TemplateInstance show(@PathParam("id") String id, @QueryParam("did") @Nullable String did) {
        Shell.Toast said = "saved".equals(did) ? new Shell.Toast("Saved", null, "/shared") : null;
        return page(idOf(id), Map.of(), Map.of(), said);
    }

    @POST
    @Path("{id: [0-9a-f-]{36}}")
    @Operation(hidden = true)
    public Response change(
            @PathParam("id") String id,
            @FormParam("stage") @Nullable String stage,
            @FormParam("phone") @Nullable String phone) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("stage", stage == null ? "" : stage);
        typed.put("phone", phone == null ? "" : phone);
        try {
            shared.change(caller.get(), idOf(id), typed);
            return Response.seeOther(URI.create("/shared/" + idOf(id).value() + "?did=saved"))
                    .build();
        } catch (Problem refused) {
            if (refused.status() == 404) {
                throw refused;
            }
            return Response.status(refused.status())
                    .entity(page(idOf(id), typed, refused.byField(), null))
                    .build();
        }
    }

    private TemplateInstance page(
            LeadId id, Map<String, String> typed, Map<String, String> wrong, Shell.@Nullable Toast said) {
        Instant now = clock.instant();
        TimelineWords words = new TimelineWords(now);
        SharedScreen screen = shared.with(
                caller.get(),
                id,
                (one, lead) -> new SharedScreen(
                        one,
                        When.of(one.sharedAt(), now),
                        LedgerWords.card(scores.explain(lead, now, now), scores.history(lead, 90)),
                        timelines.of(lead, EVENTS_SHOWN).stream()
                                .map(words::row)
                                .toList(),
                        typed,
                        wrong));
        Shell shell = shells.of(screen.shared().lead().title(), Place.WORKLIST);
        return Templates.sharedlead(shell.saying(said), screen);
    }

    private static LeadId idOf(String id) {
        return new LeadId(Ids.stated(id));
    }
}
