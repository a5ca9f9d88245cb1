package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.crm.sync.SyncStatuses;
import salesinsights.tracking.capture.IntakeFigures;
import salesinsights.tracking.consent.PolicyTables;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.mailbox.ReturnedMails;
import salesinsights.tracking.mailbox.UnmatchedNotice;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.CatalogueChanges;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** CRM connections and the tracking policy, for those who answer for them. */
@Path("/settings")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SettingsPagesResource {
    private static final int CONNECTIONS_SHOWN = 100;
    private static final int NOTICES_SHOWN = 20;
    private static final int RECORDS_SHOWN = 50;
    private static final String ID = "connections/{id: [0-9a-f-]{36}}";

    private final Connections connections;
    private final SyncStatuses statuses;
    private final OpenCrms open;
    private final IntakeFigures intake;
    private final ReturnedMails returned;
    private final PolicyTables policy;
    private final CatalogueChanges catalogue;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    SettingsPagesResource(
            Connections connections,
            SyncStatuses statuses,
            OpenCrms open,
            IntakeFigures intake,
            ReturnedMails returned,
            PolicyTables policy,
            CatalogueChanges catalogue,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.connections = connections;
        this.statuses = statuses;
        this.open = open;
        this.intake = intake;
        this.returned = returned;
        this.policy = policy;
        this.catalogue = catalogue;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance settings(Shell shell, SettingsScreen screen);

        static native TemplateInstance connection(Shell shell, ConnectionScreen screen);
    }

    @GET
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance overview() {
        Caller who = caller.get();
        boolean answers = who.has(Caller.MANAGER) || who.has(Caller.ADMIN);
        List<UnmatchedNotice> unmatched =
                answers ? returned.unmatched(teams(), null, NOTICES_SHOWN).items() : List.of();
        return Templates.settings(
                shells.of("Settings", Place.SETTINGS),
                new SettingsScreen(
                        answers ? connected() : null,
                        answers ? intake.ever() : null,
                        who.has(Caller.ADMIN) ? catalogue.inForce() : null,
                        who.has(Caller.ADMIN) || who.has(Caller.PRIVACY),
                        unmatched,
                        policy.seenBy(who),
                        who.has(Caller.ADMIN) || who.has(Caller.PRIVACY)));
    }

    private List<ConnectionRow> connected() {
        return connections.page(teams(), null, CONNECTIONS_SHOWN).stream()
                .map(this::row)
                .toList();
    }

    private ConnectionRow row(ConnectionView connection) {
        return ConnectionRow.of(connection, statuses.of(teams(), connection.id()), clock.instant());
    }

    // Not transactional: nothing in the database waits while the CRM is asked what it holds.
    @GET
    @Path(ID)
    @Operation(hidden = true)
    public TemplateInstance connection(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        ConnectionId wanted = idOf(id);
        ConnectionScreen known = QuarkusTransaction.requiringNew()
                .call(() -> new ConnectionScreen(
                        row(connections.require(teams(), wanted)),
                        statuses.setAside(teams(), wanted, null, RECORDS_SHOWN),
                        null));
        ConnectionScreen screen = new ConnectionScreen(known.connection(), known.setAside(), held(wanted));
        Shell shell = shells.of(known.connection().name(), Place.SETTINGS).saying(Toasts.of(did, about, "/settings"));
        return Templates.connection(shell, screen);
    }

    private @Nullable List<KeptRecord> held(ConnectionId id) {
        return open.ofVisible(teams(), id) instanceof ReadsBack crm ? crm.readBack(null, RECORDS_SHOWN) : null;
    }

    @POST
    @Path(ID + "/pause")
    @Transactional
    @Operation(hidden = true)
    public Response pause(@PathParam("id") String id) {
        connections.pause(teams(), idOf(id));
        return to(id, "paused");
    }

    @POST
    @Path(ID + "/resume")
    @Transactional
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id) {
        connections.resume(teams(), idOf(id));
        return to(id, "resumed");
    }

    @POST
    @Path(ID + "/replay")
    @Transactional
    @Operation(hidden = true)
    public Response replay(@PathParam("id") String id) {
        statuses.replay(teams(), idOf(id), null);
        return to(id, "replayed");
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, "/settings/connections/" + id, did, id))
                .build();
    }

    private static ConnectionId idOf(String text) {
        return new ConnectionId(Ids.stated(text));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
