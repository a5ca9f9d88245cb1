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
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Reports are for those who answer for a team; what the figures mean is for everybody. */
@Path("/api/reports")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class ReportResource {
    private final TeamReport reports;
    private final PersonReport people;
    private final ReportMessages messages;
    private final LinkMaps links;
    private final CurrentCaller caller;
    private final Clock clock;

    ReportResource(
            TeamReport reports,
            PersonReport people,
            ReportMessages messages,
            LinkMaps links,
            CurrentCaller caller,
            Clock clock) {
        this.reports = reports;
        this.people = people;
        this.messages = messages;
        this.links = links;
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
            @QueryParam("by") @DefaultValue("team") String by,
            @QueryParam("rank") @Nullable String rank) {
        return reports.of(caller.get(), Period.parse(from, to, zone, clock), Breakdown.parse(by), rank);
    }

    @GET
    @Path("/conversion")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public Conversion conversion(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("by") @DefaultValue("all") String by) {
        return reports.conversion(caller.get(), Period.parse(from, to, zone, clock), Conversion.By.parse(by));
    }

    record Clicked(Period period, String campaign, List<LinkMap.Placed> items) {}

    @GET
    @Path("/links")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public Clicked links(
            @QueryParam("campaign") @DefaultValue("") String campaign,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone) {
        LinkMap map = links.of(caller.get(), campaign, Period.parse(from, to, zone, clock));
        return new Clicked(map.period(), map.campaign(), map.places());
    }

    record Which(
            @Nullable String by,
            @Nullable String key,
            @Nullable String what,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone,
            @Nullable String reason,
            @Nullable String after) {}

    @POST
    @Path("/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public ReportMessages.Page messages(@Nullable Which asked) {
        if (asked == null) {
            throw Problem.unreadable("A row of a report and a reason are needed as the body.", null);
        }
        return messages.of(
                caller.get(),
                new ReportMessages.Asked(asked.by(), asked.key(), asked.what(), asked.reason(), asked.after()),
                Period.parse(asked.from(), asked.to(), asked.zone(), clock));
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
        return people.drillDown(caller.get(), asked.rep(), period, asked.reason(), today);
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
        ReportSheet table = sheet(from, to, zone, by);
        return file(table::writeCsv, "text/csv;charset=UTF-8", table.fileName("csv"));
    }

    @GET
    @Path("/team")
    @Produces(SheetText.XLSX)
    @Transactional
    public Response teamAsXlsx(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("by") @DefaultValue("team") String by) {
        ReportSheet table = sheet(from, to, zone, by);
        return file(table::writeXlsx, SheetText.XLSX, table.fileName("xlsx"));
    }

    private ReportSheet sheet(@Nullable String from, @Nullable String to, @Nullable String zone, String by) {
        return reports.sheet(caller.get(), Period.parse(from, to, zone, clock), Breakdown.parse(by));
    }

    private static Response file(StreamingOutput content, String type, String name) {
        return Response.ok(content)
                .type(type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
