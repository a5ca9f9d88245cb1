package salesinsights.ui.worklist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.worklist.Deed;
import salesinsights.scoring.worklist.DeedResult;
import salesinsights.scoring.worklist.TakeBack;
import salesinsights.scoring.worklist.WorklistDeeds;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Back;

/** What is done to leads from the worklist: by its form, or by its script, which stays on the page. */
@Path("/worklist/deeds")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Transactional
class DeedPagesResource {
    private static final UUID NOTHING = new UUID(0, 0);

    private final WorklistDeeds deeds;
    private final TakeBack takeBack;
    private final CurrentCaller caller;
    private final Clock clock;

    DeedPagesResource(WorklistDeeds deeds, TakeBack takeBack, CurrentCaller caller, Clock clock) {
        this.deeds = deeds;
        this.takeBack = takeBack;
        this.caller = caller;
        this.clock = clock;
    }

    /** The form's fields: {@code do} is a verb, for snoozing with a time, and may name one lead beside those chosen. */
    static class Ordered {
        @FormParam("do")
        @Nullable
        String what;

        @FormParam("lead")
        @Nullable
        List<String> leads;

        @FormParam("owner")
        @Nullable
        String owner;

        @FormParam("note")
        @Nullable
        String note;

        @FormParam("zone")
        @Nullable
        String zone;

        @FormParam("back")
        @Nullable
        String back;
    }

    @POST
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response apply(@BeanParam Ordered ordered) {
        DeedResult result = done(ordered);
        UUID token = result.undo();
        String did = token == null ? "deed-nothing" : "deed-" + verb(ordered).toLowerCase(Locale.ROOT);
        return Response.seeOther(
                        Back.to(ordered.back, "/worklist", did, String.valueOf(token == null ? NOTHING : token)))
                .build();
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public DeedResult applyInPlace(@BeanParam Ordered ordered) {
        return done(ordered);
    }

    private DeedResult done(Ordered ordered) {
        String verb = verb(ordered);
        boolean snooze = verb.startsWith("snooze-");
        Instant until = snooze ? clock.instant().plus(spanOf(verb)) : null;
        Deed deed = Deed.of(snooze ? "snooze" : verb, until, ordered.zone, ordered.owner, ordered.note, clock);
        return deeds.apply(caller.get(), deed, leads(ordered));
    }

    private static String verb(Ordered ordered) {
        String what = ordered.what == null ? "" : ordered.what.strip();
        int blank = what.indexOf(' ');
        return blank < 0 ? what : what.substring(0, blank);
    }

    /** One that a button names stands alone: what else is ticked is not meant. */
    private static List<LeadId> leads(Ordered ordered) {
        String what = ordered.what == null ? "" : ordered.what.strip();
        int blank = what.indexOf(' ');
        List<String> named =
                blank >= 0 ? List.of(what.substring(blank + 1)) : ordered.leads == null ? List.of() : ordered.leads;
        if (named.isEmpty()) {
            throw Problem.invalid("leads", "Tick the leads that you mean first.");
        }
        return named.stream().map(id -> new LeadId(Ids.stated(id))).toList();
    }

    private static Duration spanOf(String verb) {
        return switch (verb) {
            case "snooze-3h" -> Duration.ofHours(3);
            case "snooze-1d" -> Duration.ofDays(1);
            case "snooze-3d" -> Duration.ofDays(3);
            case "snooze-7d" -> Duration.ofDays(7);
            default -> throw Problem.invalid("do", "snoozes for 3h, 1d, 3d or 7d");
        };
    }

    @POST
    @Path("{id: [0-9a-f-]{36}}/undo")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response undo(@PathParam("id") String id, @FormParam("back") @Nullable String back) {
        DeedResult result = takeBack.of(caller.get(), Ids.stated(id));
        String did = result.count(DeedResult.Outcome.CHANGED_SINCE) == 0 ? "taken-back" : "taken-back-partly";
        return Response.seeOther(Back.to(back, "/worklist", did, id)).build();
    }
}
