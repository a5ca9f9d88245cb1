package salesinsights.scoring.report;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Reports are for those who answer for a team; what the figures mean is for everybody. */
@Path("/api/reports")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class ReportResource {
    private final TeamReport reports;
    private final CurrentCaller caller;
    private final Clock clock;

    ReportResource(TeamReport reports, CurrentCaller caller, Clock clock) {
        this.reports = reports;
        this.caller = caller;
        this.clock = clock;
    }

    record Dictionary(List<Metric> items) {}

    @GET
    @Path("/metrics")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY, Caller.SYNC})
    public Dictionary metrics() {
        return new Dictionary(List.of(Metric.values()));
    }

    @GET
    @Path("/team")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public ReportView team(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("by") @DefaultValue("team") String by) {
        return reports.of(caller.get(), Period.parse(from, to, zone, clock), Breakdown.parse(by));
    }

    @GET
    @Path("/mine")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
    public ReportView.Own mine(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone) {
        return reports.own(caller.get(), Period.parse(from, to, zone, clock));
    }

    /** @param reason why one person is looked at; stands in the audit log */
    record OnePerson(
            @Nullable String rep,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone,
            @Nullable String reason) {}

    @POST
    @Path("/rep")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public ReportView.Own onePerson(@Nullable OnePerson asked) {
        if (asked == null) {
            throw Problem.unreadable("A person and a reason are needed as the body.", null);
        }
        LocalDate today = LocalDate.now(clock);
        String to = asked.to() == null ? today.minusDays(1).toString() : asked.to();
        Period period = Period.parse(asked.from(), to, asked.zone(), clock);
        return reports.drillDown(caller.get(), asked.rep(), period, asked.reason(), today);
    }

    @GET
    @Path("/team")
    @Produces("text/csv")
    @Transactional
    public Response teamAsCsv(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("by") @DefaultValue("team") String by) {
        Breakdown breakdown = Breakdown.parse(by);
        Period period = Period.parse(from, to, zone, clock);
        ReportCsv table = reports.csv(caller.get(), period, breakdown);
        StreamingOutput csv = table::writeTo;
        return Response.ok(csv)
                .type("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + table.fileName(period) + "\"")
                .build();
    }
}
