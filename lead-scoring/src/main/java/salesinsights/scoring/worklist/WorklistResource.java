package salesinsights.scoring.worklist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/worklist")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class WorklistResource {
    private static final String SEARCH = "POST /api/worklist/search";
    private static final int A_PAGE = 50;

    private final Worklist worklist;
    private final WorklistViews views;
    private final WorklistDeeds deeds;
    private final TakeBack takeBack;
    private final CurrentCaller caller;
    private final Clock clock;

    WorklistResource(
            Worklist worklist,
            WorklistViews views,
            WorklistDeeds deeds,
            TakeBack takeBack,
            CurrentCaller caller,
            Clock clock) {
        this.worklist = worklist;
        this.views = views;
        this.deeds = deeds;
        this.takeBack = takeBack;
        this.caller = caller;
        this.clock = clock;
    }

    /** The narrowing part of the query. */
    static class Narrowed {
        @QueryParam("scope")
        @Nullable
        String scope;

        @QueryParam("team")
        @Nullable
        String team;

        @QueryParam("q")
        @Nullable
        String words;

        @QueryParam("tier")
        @Nullable
        String tier;

        @QueryParam("grade")
        @Nullable
        String grade;

        @QueryParam("stage")
        @Nullable
        String stage;

        @QueryParam("owner")
        @Nullable
        String owner;

        @QueryParam("hasTask")
        @Nullable
        String hasTask;

        @QueryParam("touchedSince")
        @Nullable
        String touchedSince;

        @QueryParam("resting")
        @Nullable
        String resting;

        WorklistFilter filter() {
            return new WorklistFilter(
                    scope,
                    team,
                    Addresses.notInUrl("q", words, SEARCH),
                    tier,
                    grade,
                    stage,
                    owner,
                    hasTask,
                    touchedSince,
                    resting);
        }
    }

    @GET
    @Operation(
            summary = "Whom to turn to next, warmest first: my leads, all of my teams', or nobody's yet",
            operationId = "getWorklist")
    public WorklistPage page(
            @BeanParam Narrowed narrowed,
            @QueryParam("view") @Nullable String view,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        WorklistFilter filter = narrowed.filter();
        return page(
                view == null || view.isBlank() ? filter : saved(view).filter().with(filter), after, atMost);
    }

    private WorklistView saved(String view) {
        return views.find(caller.get(), Ids.stated(view)).orElseThrow(Problem::notFound);
    }

    /** What is wanted, as the parameters of the list say it. */
    record Wanted(
            @Nullable String scope,
            @Nullable String team,
            @Nullable String q,
            @Nullable String tier,
            @Nullable String grade,
            @Nullable String stage,
            @Nullable String owner,
            @Nullable String hasTask,
            @Nullable String touchedSince,
            @Nullable String resting,
            @Nullable String after,
            @Nullable Integer atMost) {}

    @POST
    @Path("search")
    @Operation(summary = "The same, and by e-mail address", operationId = "searchWorklist")
    public WorklistPage search(@Nullable Wanted wanted) {
        if (wanted == null) {
            return page(WorklistFilter.MINE, null, A_PAGE);
        }
        WorklistFilter filter = new WorklistFilter(
                wanted.scope(),
                wanted.team(),
                wanted.q(),
                wanted.tier(),
                wanted.grade(),
                wanted.stage(),
                wanted.owner(),
                wanted.hasTask(),
                wanted.touchedSince(),
                wanted.resting());
        return page(filter, wanted.after(), wanted.atMost() == null ? A_PAGE : wanted.atMost());
    }

    private WorklistPage page(WorklistFilter filter, @Nullable String after, int atMost) {
        WorklistPlace place = after == null || after.isBlank() ? null : WorklistPlace.of(after);
        return worklist.page(filter.query(caller, clock.instant(), place, atMost));
    }

    /** What to do, and to which leads. */
    record Ordered(
            @Nullable String verb,
            @Nullable List<@Nullable String> leads,
            @Nullable Instant until,
            @Nullable String zone,
            @Nullable String owner,
            @Nullable String note) {}

    @POST
    @Path("deeds")
    @Operation(
            summary = "Snooze, wake, skip, finish, reassign, unassign or note one lead or up to 500",
            operationId = "doToLeads")
    public DeedResult apply(@Nullable Ordered ordered) {
        if (ordered == null) {
            throw Problem.invalid("verb", "is missing");
        }
        Deed deed = Deed.of(ordered.verb(), ordered.until(), ordered.zone(), ordered.owner(), ordered.note(), clock);
        return deeds.apply(caller.get(), deed, ids(ordered.leads()));
    }

    private static List<LeadId> ids(@Nullable List<@Nullable String> stated) {
        List<LeadId> ids = new ArrayList<>();
        for (String one : stated == null ? List.<@Nullable String>of() : stated) {
            try {
                ids.add(new LeadId(UUID.fromString(String.valueOf(one))));
            } catch (IllegalArgumentException noId) {
                throw Problem.invalid("leads", "holds something that is no id, at place " + (ids.size() + 1));
            }
        }
        return ids;
    }

    @POST
    @Path("deeds/{id}/undo")
    @Operation(summary = "Take back what was done, for some minutes", operationId = "undoToLeads")
    public DeedResult undo(@PathParam("id") String id) {
        return takeBack.of(caller.get(), Ids.stated(id));
    }
}
