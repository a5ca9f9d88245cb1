package salesinsights.ui.settings;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.sync.SyncStatuses;
import salesinsights.tracking.capture.IntakeFigures;
import salesinsights.tracking.consent.PolicyTables;
import salesinsights.tracking.mailbox.ReturnedMails;
import salesinsights.tracking.mailbox.UnmatchedNotice;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.CatalogueChanges;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** CRM connections and the tracking policy, for those who answer for them. */
@Path("/settings")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SettingsPagesResource {
    private static final int CONNECTIONS_SHOWN = 100;
    private static final int NOTICES_SHOWN = 20;

    private final Connections connections;
    private final SyncStatuses statuses;
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
            IntakeFigures intake,
            ReturnedMails returned,
            PolicyTables policy,
            CatalogueChanges catalogue,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.connections = connections;
        this.statuses = statuses;
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

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
