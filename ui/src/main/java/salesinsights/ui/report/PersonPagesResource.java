package salesinsights.ui.report;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Period;
import salesinsights.scoring.report.PersonReport;
import salesinsights.scoring.report.TeamReport;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** One's own figures, and those of one person for somebody who says why. */
@Path("/reports")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class PersonPagesResource {
    private final TeamReport reports;
    private final PersonReport people;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    PersonPagesResource(TeamReport reports, PersonReport people, Shells shells, CurrentCaller caller, Clock clock) {
        this.reports = reports;
        this.people = people;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance person(Shell shell, PersonScreen screen, boolean own);

        static native TemplateInstance asking(Shell shell, Map<String, String> typed, Map<String, String> wrong);
    }

    @GET
    @Path("mine")
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance mine(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        Caller who = caller.get();
        boolean answers = who.has(Caller.MANAGER) || who.has(Caller.ADMIN);
        PersonScreen screen = new PersonScreen(reports.own(who, Period.parse(from, to, null, clock)));
        return Templates.person(shells.of("My figures", answers ? Place.REPORTS : Place.OWN_FIGURES), screen, true);
    }

    @GET
    @Path("rep")
    @Operation(hidden = true)
    public TemplateInstance ask() {
        return asking(Map.of(), Map.of());
    }

    // Not transactional: a refused form is shown again with what was typed.
    @POST
    @Path("rep")
    @Operation(hidden = true)
    public Response look(
            @FormParam("rep") @Nullable String rep,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        try {
            return Response.ok(QuarkusTransaction.requiringNew().call(() -> seen(rep, given(from), given(to), reason)))
                    .build();
        } catch (Problem refused) {
            Map<String, String> typed = new LinkedHashMap<>();
            typed.put("rep", rep == null ? "" : rep);
            typed.put("from", from == null ? "" : from);
            typed.put("to", to == null ? "" : to);
            typed.put("reason", reason == null ? "" : reason);
            Map<String, String> wrong = new LinkedHashMap<>();
            refused.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            return Response.status(refused.status())
                    .entity(asking(typed, wrong))
                    .build();
        }
    }

    private TemplateInstance seen(
            @Nullable String rep, @Nullable String from, @Nullable String to, @Nullable String reason) {
        LocalDate today = LocalDate.now(clock);
        Period period = Period.parse(from, to == null ? today.minusDays(1).toString() : to, null, clock);
        PersonScreen screen = new PersonScreen(people.drillDown(caller.get(), rep, period, reason, today));
        return Templates.person(shells.of(screen.name(), Place.REPORTS), screen, false);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private TemplateInstance asking(Map<String, String> typed, Map<String, String> wrong) {
        return Templates.asking(shells.of("Look at one person", Place.REPORTS), typed, wrong);
    }
}
