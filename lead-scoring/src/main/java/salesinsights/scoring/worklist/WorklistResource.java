package salesinsights.scoring.worklist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/worklist")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class WorklistResource {
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
        Set<TeamId> teams =
                given(team) ? Set.of(caller.teamFor(team).id()) : caller.get().visibleTeamIds();
        return worklist.page(new WorklistQuery(
                teams,
                owners(scope, owner),
                clean("q", words),
                given(tier) ? Tier.named(tier) : null,
                given(stage) ? Stage.of(stage) : null,
                given(after) ? WorklistPlace.of(after) : null,
                atMost));
    }

    private Set<String> owners(String scope, @Nullable String owner) {
        Set<String> mine = Stream.of(caller.get().username(), caller.get().email())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return switch (scope) {
            case "mine" -> mine;
            case "team" -> given(owner) ? Set.of(String.valueOf(clean("owner", owner))) : Set.of();
            default -> throw Problem.invalid("scope", "must be mine or team");
        };
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String clean(String parameter, @Nullable String text) {
        if (text != null && (text.length() > 320 || text.indexOf(0) >= 0)) {
            throw Problem.invalid(parameter, "is too long or holds a NUL character");
        }
        return text;
    }
}
