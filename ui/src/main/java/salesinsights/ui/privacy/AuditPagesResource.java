package salesinsights.ui.privacy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.tracking.audit.AuditCheck;
import salesinsights.tracking.audit.AuditExport;
import salesinsights.tracking.audit.AuditQuery;
import salesinsights.tracking.audit.AuditTrail;
import salesinsights.tracking.audit.AuditView;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** The audit log: search it, check it, take it out. */
@Path("/privacy/audit")
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
@Produces(MediaType.TEXT_HTML)
class AuditPagesResource {
    private static final int SHOWN = 50;

    private final AuditTrail trail;
    private final AuditCheck check;
    private final AuditExport export;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    AuditPagesResource(
            AuditTrail trail, AuditCheck check, AuditExport export, Shells shells, CurrentCaller caller, Clock clock) {
        this.trail = trail;
        this.check = check;
        this.export = export;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "privacy")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance audit(Shell shell, AuditScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public Response search(@BeanParam AuditSearch typed) {
        try {
            return Response.ok(page(typed, typed.query(), Map.of())).build();
        } catch (Problem problem) {
            Map<String, String> wrong = new LinkedHashMap<>();
            problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            AuditQuery all = AuditQuery.parse(null, null, null, null, null, null);
            return Response.status(problem.status())
                    .entity(page(typed, all, wrong))
                    .build();
        }
    }

    /** A POST, because it is itself an entry. */
    @POST
    @Path("export")
    @Produces({"text/csv", MediaType.TEXT_HTML})
    @Operation(hidden = true)
    public Response asCsv(@BeanParam AuditSearch typed) {
        AuditQuery query = typed.query();
        return Response.ok(
                        QuarkusTransaction.requiringNew().call(() -> export.csv(caller.get(), query)),
                        "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }

    private TemplateInstance page(AuditSearch typed, AuditQuery query, Map<String, String> wrong) {
        AuditScreen screen = QuarkusTransaction.requiringNew().call(() -> {
            Caller who = caller.get();
            AuditView.Page found = trail.page(who.visibleTeams(), query, SHOWN);
            List<AuditScreen.Entry> entries = found.items().stream()
                    .map(one -> new AuditScreen.Entry(one, When.of(one.at(), clock.instant())))
                    .toList();
            return new AuditScreen(
                    entries,
                    found.next(),
                    who.visibleTeams().stream().map(check::of).toList(),
                    typed.fields(),
                    wrong,
                    who.has(Caller.PRIVACY));
        });
        Place place = caller.get().has(Caller.PRIVACY) ? Place.PRIVACY : Place.SETTINGS;
        return Templates.audit(shells.of("Audit log", place), screen);
    }
}
