package salesinsights.ui.lead;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Timelines;
import salesinsights.scoring.worklist.Worklist;
import salesinsights.tracking.team.Scopes;
import salesinsights.ui.page.FramePolicy;
import salesinsights.ui.page.Shells;

/** A lead in a frame of a CRM, which sends no cookie: the token says which lead, and for how long. It changes nothing. */
@Path("/embed/lead")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class PanelPagesResource {
    private static final int EVENTS_SHOWN = 10;

    private final PanelTokens tokens;
    private final Leads leads;
    private final Worklist worklist;
    private final Timelines timelines;
    private final Scopes scopes;
    private final Shells shells;
    private final Clock clock;
    private final String policy;

    PanelPagesResource(
            PanelTokens tokens,
            PanelConfig config,
            Leads leads,
            Worklist worklist,
            Timelines timelines,
            Scopes scopes,
            Shells shells,
            Clock clock) {
        this.tokens = tokens;
        this.leads = leads;
        this.worklist = worklist;
        this.timelines = timelines;
        this.scopes = scopes;
        this.shells = shells;
        this.clock = clock;
        this.policy = FramePolicy.in(config.frameAncestors().orElse(List.of()));
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance panel(@Nullable PanelScreen lead, String assets);
    }

    @GET
    @Operation(hidden = true)
    public Response show(@QueryParam("token") @Nullable String token) {
        Optional<PanelScreen> screen = tokens.read(token == null ? "" : token).flatMap(this::screen);
        // The address opens the lead: it goes nowhere.
        return Response.status(screen.isPresent() ? 200 : 404)
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .type("text/html; charset=utf-8")
                .entity(Templates.panel(screen.orElse(null), shells.assets()))
                .build();
    }

    private Optional<PanelScreen> screen(PanelTokens.Pass pass) {
        return scopes.inTeams(
                Set.of(pass.team()),
                () -> leads.find(Set.of(pass.team()), pass.lead())
                        .map(lead ->
                                PanelScreen.of(worklist.of(lead), timelines.of(lead, EVENTS_SHOWN), clock.instant())));
    }
}
