package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.sync.Comparisons;
import salesinsights.crm.sync.SyncStatuses;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** How one connection is doing, what its CRM does not take, and where the two sides differ. */
@Path("/settings/connections/{id: [0-9a-f-]{36}}")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ConnectionPagesResource {
    private final Connections connections;
    private final SyncStatuses statuses;
    private final Comparisons comparisons;
    private final LeadChanges leads;
    private final ConnectionScreens screens;
    private final Shells shells;
    private final CurrentCaller caller;

    ConnectionPagesResource(
            Connections connections,
            SyncStatuses statuses,
            Comparisons comparisons,
            LeadChanges leads,
            ConnectionScreens screens,
            Shells shells,
            CurrentCaller caller) {
        this.connections = connections;
        this.statuses = statuses;
        this.comparisons = comparisons;
        this.leads = leads;
        this.screens = screens;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance connection(Shell shell, ConnectionScreen screen);
    }

    // Not transactional: nothing in the database waits while the CRM is asked what it holds.
    @GET
    @Operation(hidden = true)
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        ConnectionScreen screen = screens.of(teams(), idOf(id), Map.of());
        return page(screen, Toasts.of(did, about, "/settings"));
    }

    private TemplateInstance page(ConnectionScreen screen, Shell.@Nullable Toast toast) {
        return Templates.connection(
                shells.of(screen.connection().name(), Place.SETTINGS).saying(toast), screen);
    }

    @POST
    @Path("pause")
    @Transactional
    @Operation(hidden = true)
    public Response pause(@PathParam("id") String id) {
        connections.pause(teams(), idOf(id));
        return to(id, "paused");
    }

    @POST
    @Path("resume")
    @Transactional
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id) {
        connections.resume(teams(), idOf(id));
        return to(id, "resumed");
    }

    @POST
    @Path("replay")
    @Transactional
    @Operation(hidden = true)
    public Response replay(@PathParam("id") String id) {
        statuses.replay(teams(), idOf(id), null);
        return to(id, "replayed");
    }

    // Not transactional: a refused change is shown again with what was typed.
    @POST
    @Path("leads/{lead: [0-9a-f-]{36}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Object mend(
            @PathParam("id") String id,
            @PathParam("lead") String lead,
            @FormParam("name") @Nullable String name,
            @FormParam("email") @Nullable String email,
            @FormParam("company") @Nullable String company,
            @FormParam("edition") @Nullable String edition) {
        Map<String, String> typed = Map.of("name", text(name), "email", text(email), "company", text(company));
        try {
            QuarkusTransaction.requiringNew().run(() -> mend(idOf(id), lead, typed, text(edition)));
            return to(id, "lead-mended");
        } catch (Problem refused) {
            Map<String, String> wrong = Map.of(lead, refused.detail());
            ConnectionScreen screen = screens.of(teams(), idOf(id), wrong).typed(lead, typed);
            return Response.status(refused.status()).entity(page(screen, null)).build();
        }
    }

    private void mend(ConnectionId id, String lead, Map<String, String> typed, String edition) {
        connections.require(teams(), id);
        LeadId changed = new LeadId(Ids.stated(lead));
        long seen = edition.matches("\\d{1,18}") ? Long.parseLong(edition) : -1;
        if (!leads.change(teams(), changed, typed, seen)) {
            throw Problem.conflict("Somebody else changed the lead meanwhile: look at it again.");
        }
        statuses.replay(teams(), id, changed.value());
    }

    @POST
    @Path("leads/{lead: [0-9a-f-]{36}}/replay")
    @Transactional
    @Operation(hidden = true)
    public Response replayOne(@PathParam("id") String id, @PathParam("lead") String lead) {
        statuses.replay(teams(), idOf(id), Ids.stated(lead));
        return to(id, "replayed");
    }

    @POST
    @Path("compare")
    @Transactional
    @Operation(hidden = true)
    public Response compare(@PathParam("id") String id) {
        comparisons.begin(teams(), idOf(id), caller.get().username());
        return to(id, "comparing");
    }

    @POST
    @Path("mend")
    @Transactional
    @Operation(hidden = true)
    public Response pushAgain(@PathParam("id") String id) {
        comparisons.mend(teams(), idOf(id));
        return to(id, "pushed-again");
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, "/settings/connections/" + id, did, id))
                .build();
    }

    private static String text(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    private static ConnectionId idOf(String text) {
        return new ConnectionId(Ids.stated(text));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
