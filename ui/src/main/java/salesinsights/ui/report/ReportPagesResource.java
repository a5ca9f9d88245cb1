package salesinsights.ui.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Breakdown;
import salesinsights.scoring.report.Conversion;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.Period;
import salesinsights.scoring.report.ReportSheet;
import salesinsights.scoring.report.TeamReport;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Reports are for those who answer for a team; what the figures mean is for everybody who sees some. */
@Path("/reports")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ReportPagesResource {
    private final TeamReport reports;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ReportPagesResource(TeamReport reports, Shells shells, CurrentCaller caller, Clock clock) {
        this.reports = reports;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance report(Shell shell, ReportScreen screen);

        static native TemplateInstance conversion(Shell shell, ConversionScreen screen);

        static native TemplateInstance metrics(Shell shell, List<Metric> metrics);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance team(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @CookieParam("zone") @Nullable String usual,
            @QueryParam("by") @DefaultValue("team") String by,
            @QueryParam("rank") @Nullable String rank) {
        Period period = Period.parse(from, to, ViewersZone.of(zone, usual), clock);
        ReportScreen screen = new ReportScreen(
                reports.of(caller.get(), period, Breakdown.parse(by), rank),
                HeatChart.of(reports.hours(caller.get(), period)),
                rank,
                LocalDate.now(clock.withZone(period.zone())));
        return Templates.report(shells.of("Team report", Place.REPORTS), screen);
    }

    @GET
    @Path("conversion")
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance conversion(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @CookieParam("zone") @Nullable String usual) {
        Period period = Period.parse(from, to, ViewersZone.of(zone, usual), clock);
        ConversionScreen screen = new ConversionScreen(
                reports.conversion(caller.get(), period, Conversion.By.CAMPAIGN),
                reports.conversion(caller.get(), period, Conversion.By.TEMPLATE));
        return Templates.conversion(shells.of("Conversion", Place.REPORTS), screen);
    }

    @GET
    @Path("team.csv")
    @Produces("text/csv")
    @Transactional
    @Operation(hidden = true)
    public Response teamAsCsv(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("by") @DefaultValue("team") String by) {
        ReportSheet table = sheet(from, to, zone, by);
        return file(table::writeCsv, "text/csv;charset=UTF-8", table.fileName("csv"));
    }

    @GET
    @Path("team.xlsx")
    @Produces(SheetText.XLSX)
    @Transactional
    @Operation(hidden = true)
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
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("metrics")
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Operation(hidden = true)
    public TemplateInstance metrics() {
        return Templates.metrics(shells.of("What the figures mean", Place.REPORTS), List.of(Metric.values()));
    }
}
