package salesinsights.tracking.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The audit log: search, check, take out. Nobody writes to it from outside. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
class AuditResource {
    private final AuditTrail trail;
    private final AuditCheck check;
    private final AuditExport export;
    private final CurrentCaller caller;

    AuditResource(AuditTrail trail, AuditCheck check, AuditExport export, CurrentCaller caller) {
        this.trail = trail;
        this.check = check;
        this.export = export;
        this.caller = caller;
    }

    record Checked(boolean intact, List<AuditView.Chain> chains) {}

    /** Entries of the caller's teams, newest first; days in UTC, both included. */
    @GET
    @Transactional
    public AuditView.Page search(
            @QueryParam("action") @Nullable String action,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        AuditQuery query = AuditQuery.parse(action, actor, subject, from, to, after);
        return trail.page(caller.get().visibleTeams(), query, PageSize.checked(atMost));
    }

    /** The same as a file. */
    @GET
    @Produces("text/csv;qs=0.5")
    @Transactional
    public Response asCsv(
            @QueryParam("action") @Nullable String action,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        AuditQuery query = AuditQuery.parse(action, actor, subject, from, to, null);
        return Response.ok(export.csv(caller.get(), query))
                .type("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }

    /** Whether every log of the caller's teams is as it was written. */
    @GET
    @Path("/check")
    @Transactional
    public Checked check() {
        List<AuditView.Chain> chains =
                caller.get().visibleTeams().stream().map(check::of).toList();
        return new Checked(chains.stream().allMatch(AuditView.Chain::intact), chains);
    }
}
