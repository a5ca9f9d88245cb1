package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

@Path("/api/follow-up-rules")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class FollowUpRuleResource {
    private final RuleSets sets;
    private final DryRuns dryRuns;
    private final CurrentCaller caller;

    FollowUpRuleResource(RuleSets sets, DryRuns dryRuns, CurrentCaller caller) {
        this.sets = sets;
        this.dryRuns = dryRuns;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The follow-up rules that hold for a team", operationId = "getFollowUpRules")
    public Response inForce(@QueryParam("team") @Nullable String team) {
        return show(sets.inForce(caller.teamFor(team)));
    }

    @PUT
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Save rules of a team's own; they hold at once", operationId = "saveFollowUpRules")
    public Response save(
            @QueryParam("team") @Nullable String team,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable JsonNode body) {
        JsonNode definition = sets.checked(definitionIn(body));
        return show(sets.save(
                caller.teamFor(team),
                IfMatch.needed(match),
                definition,
                caller.get().username()));
    }

    @POST
    @Path("dry-run")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(
            summary = "How often rules would have fired in the last 90 days; what is in force if none are given",
            operationId = "dryRunFollowUpRules")
    public DryRun dryRun(@QueryParam("team") @Nullable String team, @Nullable JsonNode body) {
        Team chosen = caller.teamFor(team);
        JsonNode rules = body == null || body.isEmpty() ? sets.inForce(chosen).definition() : definitionIn(body);
        return dryRuns.over(chosen, below(chosen), rules);
    }

    private Set<TeamId> below(Team team) {
        return caller.get().visibleTeams().stream()
                .filter(one -> team.path().covers(one.path()))
                .map(Team::id)
                .collect(Collectors.toSet());
    }

    private static JsonNode definitionIn(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("rules", "is needed, in a JSON object: a list of rules");
        }
        // As it was shown, with members that say whose they are.
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        body.properties().stream()
                .filter(member -> !List.of("team", "from", "version").contains(member.getKey()))
                .forEach(member -> definition.set(member.getKey(), member.getValue()));
        List<Problem.Field> wrong = new ArrayList<>();
        definition.fieldNames().forEachRemaining(name -> {
            if (!name.equals("rules")) {
                String shown = name.length() > 40 ? name.substring(0, 40) : name;
                wrong.add(new Problem.Field(shown, "is not known here; there is rules"));
            }
        });
        if (!definition.path("rules").isArray()) {
            wrong.add(new Problem.Field("rules", "is needed: a list of rules, perhaps empty"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return definition;
    }

    @DELETE
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Follow the rules of the teams above again", operationId = "dropFollowUpRules")
    public Response drop(@QueryParam("team") @Nullable String team, @HeaderParam("If-Match") @Nullable String match) {
        return show(sets.follow(
                caller.teamFor(team), IfMatch.needed(match), caller.get().username()));
    }

    /** All versions; there are few. */
    record Versions(List<RuleSetVersion> items) {}

    @GET
    @Path("versions")
    @Operation(summary = "Versions of a team's own rules, newest first", operationId = "listFollowUpRuleVersions")
    public Versions versions(@QueryParam("team") @Nullable String team) {
        return new Versions(sets.versions(caller.teamFor(team).id()));
    }

    @GET
    @Path("versions/{number}")
    @Operation(summary = "The rules of an earlier version", operationId = "getFollowUpRuleVersion")
    public JsonNode version(@PathParam("number") String number, @QueryParam("team") @Nullable String team) {
        if (!number.matches("[0-9]{1,9}")) {
            throw Problem.notFound();
        }
        return sets.version(caller.teamFor(team).id(), Integer.parseInt(number)).orElseThrow(Problem::notFound);
    }

    @GET
    @Path("templates")
    @Operation(summary = "Rules to begin one's own from", operationId = "listFollowUpRuleTemplates")
    public JsonNode templates() {
        return sets.templates();
    }

    private static Response show(RulesInForce rules) {
        return Response.ok(rules).tag(Integer.toString(rules.version())).build();
    }
}
