package salesinsights.ui.report;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.schedule.ScheduleView;
import salesinsights.scoring.schedule.Schedules;
import salesinsights.scoring.schedule.Wanted;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Reports that come to the reader by mail. A refusal is shown on the same page, with all that was typed. */
@Path("/reports/by-mail")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ByMailPagesResource {
    private static final String HERE = "/reports/by-mail";
    private static final String ID = "{id: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

    private final Schedules schedules;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ByMailPagesResource(Schedules schedules, Shells shells, CurrentCaller caller, Clock clock) {
        this.schedules = schedules;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance byMail(Shell shell, ByMailScreen screen);
    }

    /**
     * The page.
     *
     * @param typed what was typed, by field
     * @param wrong what is wrong, by field; what has no field under the empty name
     */
    record ByMailScreen(
            List<Row> rows, List<String> teams, String address, Map<String, String> typed, Map<String, String> wrong) {
        ByMailScreen {
            rows = List.copyOf(rows);
            teams = List.copyOf(teams);
            typed = Map.copyOf(typed);
            wrong = Map.copyOf(wrong);
        }

        /** One that comes. */
        record Row(
                ScheduleView one,
                String rhythm,
                @Nullable When next,
                @Nullable When last) {}

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        public @Nullable String wrong(String field) {
            return wrong.get(field);
        }

        public List<Choice> breakdowns() {
            return Choice.of("team", "rep", "campaign", "template", "link", "segment", "hour");
        }

        public List<Choice> spans() {
            return List.of(
                    new Choice("day", "The day before"),
                    new Choice("week", "The week before"),
                    new Choice("month", "The month before"),
                    new Choice("quarter", "The quarter before"));
        }

        public List<Choice> cadences() {
            return List.of(
                    new Choice("daily", "Every day"),
                    new Choice("weekly", "Every week"),
                    new Choice("monthly", "Every month"));
        }
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did, @CookieParam("zone") @Nullable String zone) {
        String usual = ViewersZone.of(null, zone);
        Map<String, String> typed = new HashMap<>(Map.of(
                "by", "team", "span", "week", "cadence", "weekly", "onDay", "1", "at", "08:00", "format", "pdf"));
        typed.put("zone", usual == null ? "UTC" : usual);
        return page(typed, Map.of(), said(did));
    }

    private static @Nullable String said(@Nullable String did) {
        return switch (did == null ? "" : did) {
            case "added" -> "It comes from now on";
            case "paused" -> "It rests";
            case "resumed" -> "It comes again";
            case "removed" -> "It comes no more";
            default -> null;
        };
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response add(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new HashMap<>();
        form.forEach((field, values) -> typed.put(field, values.getFirst()));
        try {
            Wanted.Stated stated = new Wanted.Stated(
                    typed.get("team"),
                    typed.get("name"),
                    typed.get("by"),
                    typed.get("span"),
                    typed.get("format"),
                    typed.get("cadence"),
                    day(typed.getOrDefault("onDay", "")),
                    typed.get("at"),
                    typed.get("zone"),
                    false);
            QuarkusTransaction.requiringNew()
                    .run(() -> schedules.add(caller.get(), caller.teamFor(stated.team()), stated));
            return Response.seeOther(URI.create(HERE + "?did=added")).build();
        } catch (Problem problem) {
            Map<String, String> wrong = problem.fields().isEmpty() ? Map.of("", problem.detail()) : problem.byField();
            return Response.status(problem.status())
                    .entity(page(typed, wrong, null))
                    .build();
        }
    }

    private static @Nullable Integer day(String typed) {
        if (typed.isBlank()) {
            return null;
        }
        return typed.strip().matches("[0-9]{1,3}") ? Integer.valueOf(typed.strip()) : Integer.valueOf(0);
    }

    @POST
    @Path(ID + "/{act: pause|resume|remove}")
    @Operation(hidden = true)
    public Response act(@PathParam("id") UUID id, @PathParam("act") String act) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (act.equals("remove")) {
                schedules.remove(caller.get(), id);
            } else {
                schedules.pause(caller.get(), id, act.equals("pause"));
            }
        });
        return Response.seeOther(URI.create(HERE + "?did=" + act + (act.endsWith("e") ? "d" : "")))
                .build();
    }

    private TemplateInstance page(Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        List<ByMailScreen.Row> rows = QuarkusTransaction.requiringNew().call(() -> schedules.of(caller.get())).stream()
                .map(this::row)
                .toList();
        Shell shell = shells.of("Reports by mail", Place.REPORTS);
        return Templates.byMail(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE)),
                new ByMailScreen(rows, caller.get().visiblePaths(), caller.get().email(), typed, wrong));
    }

    private ByMailScreen.Row row(ScheduleView one) {
        String when = switch (one.cadence()) {
            case DAILY -> "every day";
            case WEEKLY ->
                "every "
                        + java.time.DayOfWeek.of(one.onDay())
                                .getDisplayName(java.time.format.TextStyle.FULL, java.util.Locale.ENGLISH);
            case MONTHLY -> "on day " + one.onDay() + " of each month";
        };
        return new ByMailScreen.Row(
                one,
                when + " at " + one.at() + ", " + one.zone(),
                When.ofNullable(one.nextAt(), clock.instant()),
                When.ofNullable(one.lastAt(), clock.instant()));
    }
}
