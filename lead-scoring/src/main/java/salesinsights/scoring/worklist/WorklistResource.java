package salesinsights.scoring.worklist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/worklist")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class WorklistResource {
    private static final String SEARCH = "POST /api/worklist/search";
    private static final int A_PAGE = 50;

    private final Worklist worklist;
    private final CurrentCaller caller;

    WorklistResource(Worklist worklist, CurrentCaller caller) {
        this.worklist = worklist;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Whom to turn to next, warmest first: my leads, or all of my teams'",
            operationId = "getWorklist")
    public WorklistPage page(
            @QueryParam("scope") @DefaultValue("mine") String scope,
            @QueryParam("team") @Nullable String team,
            @QueryParam("q") @Nullable String words,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("stage") @Nullable String stage,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return page(new Wanted(scope, team, Addresses.notInUrl("q", words, SEARCH), tier, stage, owner, after, atMost));
    }

    /** What is wanted, as the parameters of the list say it. */
    record Wanted(
            @Nullable String scope,
            @Nullable String team,
            @Nullable String q,
            @Nullable String tier,
            @Nullable String stage,
            @Nullable String owner,
            @Nullable String after,
            @Nullable Integer atMost) {}

    @POST
    @Path("search")
    @Operation(summary = "The same, and by e-mail address", operationId = "searchWorklist")
    public WorklistPage search(@Nullable Wanted wanted) {
        return page(wanted == null ? new Wanted(null, null, null, null, null, null, null, null) : wanted);
    }

    private WorklistPage page(Wanted wanted) {
        Set<TeamId> teams = given(wanted.team())
                .map(path -> Set.of(caller.teamFor(path).id()))
                .orElseGet(() -> caller.get().visibleTeamIds());
        return worklist.page(new WorklistQuery(
                teams,
                owners(given(wanted.scope()).orElse("mine"), wanted.owner()),
                clean("q", wanted.q()),
                given(wanted.tier()).map(Tier::named).orElse(null),
                given(wanted.stage()).map(Stage::of).orElse(null),
                given(wanted.after()).map(WorklistPlace::of).orElse(null),
                wanted.atMost() == null ? A_PAGE : wanted.atMost()));
    }

    private Set<String> owners(String scope, @Nullable String owner) {
        Set<String> mine = Stream.of(caller.get().username(), caller.get().email())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return switch (scope) {
            case "mine" -> mine;
            case "team" -> given(clean("owner", owner)).map(Set::of).orElse(Set.of());
            default -> throw Problem.invalid("scope", "must be mine or team");
        };
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(stated -> !stated.isBlank());
    }

    private static @Nullable String clean(String parameter, @Nullable String text) {
        if (text != null && (text.length() > 320 || text.indexOf(0) >= 0)) {
            throw Problem.invalid(parameter, "is too long or holds a NUL character");
        }
        return text;
    }
}
