package salesinsights.ui.worklist;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpQuery;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Tier;
import salesinsights.scoring.worklist.Worklist;
import salesinsights.scoring.worklist.WorklistPage;
import salesinsights.scoring.worklist.WorklistPlace;
import salesinsights.scoring.worklist.WorklistQuery;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.followup.TaskRow;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** Whom to turn to next, with what is due beside it: where a day of selling begins. */
@Path("/worklist")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class WorklistPagesResource {
    private static final int A_PAGE = 25;
    private static final int TASKS_SHOWN = 12;
    private static final Duration SOON = Duration.ofDays(1);

    private final Worklist worklist;
    private final FollowUps followUps;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    WorklistPagesResource(Worklist worklist, FollowUps followUps, Shells shells, CurrentCaller caller, Clock clock) {
        this.worklist = worklist;
        this.followUps = followUps;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "worklist")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, WorklistScreen screen);
    }

    /** The query of the page's address. */
    static class Wanted {
        @QueryParam("scope")
        @Nullable
        String scope;

        @QueryParam("tier")
        @Nullable
        String tier;

        @QueryParam("stage")
        @Nullable
        String stage;

        @QueryParam("owner")
        @Nullable
        String owner;

        @QueryParam("q")
        @Nullable
        String search;

        @QueryParam("after")
        @Nullable
        String after;

        @QueryParam("did")
        @Nullable
        String did;

        @QueryParam("about")
        @Nullable
        String about;
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list(@BeanParam Wanted wanted) {
        String search = Addresses.notInUrl("q", wanted.search, "the search field of the worklist");
        return page(Filter.of(wanted.scope, wanted.tier, wanted.stage, wanted.owner, search), wanted);
    }

    /** The same for whoever is looked for by address, which the script of the page sends in a body. */
    @POST
    @Path("find")
    @Transactional
    @Operation(hidden = true)
    public Response find(
            @FormParam("scope") @Nullable String scope,
            @FormParam("tier") @Nullable String tier,
            @FormParam("stage") @Nullable String stage,
            @FormParam("owner") @Nullable String owner,
            @FormParam("q") @Nullable String search) {
        Filter filter = Filter.of(scope, tier, stage, owner, search);
        return filter.namesSomebody()
                ? Response.ok(page(filter, new Wanted())).build()
                : Response.seeOther(URI.create(filter.address())).build();
    }

    /** Where a log-in that came between leads back to. */
    @GET
    @Path("find")
    @Operation(hidden = true)
    public Response again() {
        return Response.seeOther(URI.create("/worklist")).build();
    }

    private TemplateInstance page(Filter filter, Wanted wanted) {
        Instant now = clock.instant();
        WorklistPage page = worklist.page(query(filter, wanted.after));
        List<LeadRow> leads =
                page.items().stream().map(row -> LeadRow.of(row, now)).toList();
        List<String> owners = leads.stream()
                .map(LeadRow::owner)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        WorklistScreen screen = new WorklistScreen(
                filter,
                leads,
                tasks(filter, now),
                owners,
                page.next() == null || filter.namesSomebody() ? null : filter.address() + "&after=" + page.next(),
                wanted.after == null ? null : filter.address(),
                filter.address());
        Shell shell = shells.of("Worklist", Place.WORKLIST).saying(Toasts.of(wanted.did, wanted.about, screen.back()));
        return Templates.list(shell, screen);
    }

    private WorklistQuery query(Filter filter, @Nullable String after) {
        return new WorklistQuery(
                caller.get().visibleTeamIds(),
                owners(filter),
                filter.search().isEmpty() ? null : filter.search(),
                filter.tier().isEmpty() ? null : Tier.named(filter.tier()),
                filter.stage().isEmpty() ? null : Stage.of(filter.stage()),
                after == null ? null : WorklistPlace.of(after),
                A_PAGE);
    }

    private Set<String> owners(Filter filter) {
        if (!filter.mine()) {
            return filter.owner().isEmpty() ? Set.of() : Set.of(filter.owner());
        }
        Caller who = caller.get();
        return Stream.of(who.username(), who.email())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private List<TaskRow> tasks(Filter filter, Instant now) {
        FollowUpQuery due = new FollowUpQuery(
                caller.get().visibleTeamIds(),
                filter.mine() ? caller.get().username() : null,
                Set.of(FollowUpStatus.OPEN),
                now.plus(SOON),
                null,
                null,
                TASKS_SHOWN);
        return followUps.page(due).stream().map(task -> TaskRow.of(task, now)).toList();
    }
}
