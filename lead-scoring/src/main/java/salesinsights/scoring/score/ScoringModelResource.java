package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

@Path("/api/scoring-models")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class ScoringModelResource {
    private static final int LONGEST_NAME = 200;

    private final ScoringModels models;
    private final ScoringPreviews previews;
    private final CurrentCaller caller;

    ScoringModelResource(ScoringModels models, ScoringPreviews previews, CurrentCaller caller) {
        this.models = models;
        this.previews = previews;
        this.caller = caller;
    }

    /** All versions; there are few. */
    record Page(List<ScoringModelView> items) {}

    @GET
    @Operation(summary = "Versions of the rule models, newest first", operationId = "listScoringModels")
    public Page list(@QueryParam("team") @Nullable String team) {
        return new Page(models.list(
                team == null || team.isBlank()
                        ? teams()
                        : Set.of(caller.teamFor(team).id())));
    }

    /**
     * The model that a team's leads are scored by, perhaps that of a team above.
     *
     * @param lines where its tiers and grades begin at this moment, in points
     */
    record InForce(TeamPath team, String name, Lines lines, JsonNode definition) {}

    @GET
    @Path("in-force")
    @Operation(summary = "What a team's leads are scored by now", operationId = "getScoringModelInForce")
    public InForce inForce(@QueryParam("team") @Nullable String team) {
        TeamPath path = caller.teamFor(team).path();
        return new InForce(path, models.nameInForce(path), models.linesInForce(path), models.inForce(path));
    }

    /**
     * A version to be.
     *
     * @param team may be left out by who has only one
     * @param definition groups of rules; left out of a new draft, it begins with what is in force
     */
    record Draft(
            @Nullable String team,
            @Nullable String name,
            @Nullable JsonNode definition) {}

    @POST
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Begin a draft", operationId = "draftScoringModel")
    public Response draft(@Nullable Draft draft) {
        Draft asked = draft == null ? new Draft(null, null, null) : draft;
        Team team = caller.teamFor(asked.team());
        ScoringModelView made = models.draft(
                team,
                asked.name() == null ? "Draft" : name(asked.name()),
                asked.definition() == null || asked.definition().isNull() ? null : asked.definition(),
                caller.get().username());
        return Response.created(URI.create("/api/scoring-models/" + made.id()))
                .entity(made)
                .tag(Long.toString(made.edition()))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A version with its rules", operationId = "getScoringModel")
    public Response get(@PathParam("id") String id) {
        ScoringModelView found = require(id);
        return Response.ok(found).tag(Long.toString(found.edition())).build();
    }

    @PUT
    @Path("{id}")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Change a draft", operationId = "changeScoringModel")
    public Response change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Draft draft) {
        ScoringModelView before = require(id);
        int edition = IfMatch.needed(match);
        if (draft == null || draft.definition() == null || draft.definition().isNull()) {
            throw Problem.invalid("definition", "is missing");
        }
        ScoringModelView changed = models.change(
                teams(),
                before.id(),
                edition,
                draft.name() == null ? before.name() : name(draft.name()),
                draft.definition());
        return Response.ok(changed).tag(Long.toString(changed.edition())).build();
    }

    /**
     * What is tried.
     *
     * @param definition other rules in the version's stead; its own if left out
     * @param q words that begin a word of name, company, address or external id; left out, the warmest leads are shown
     */
    record Tried(@Nullable JsonNode definition, @Nullable String q) {}

    @POST
    @Path("{id}/preview")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(
            summary =
                    "What a draft, or other rules in its stead, would make of the warmest leads, or of those looked for",
            operationId = "previewScoringModel")
    public ScoringPreviews.Trial preview(@PathParam("id") String id, @Nullable Tried tried) {
        ScoringModelView model = require(id);
        JsonNode definition = tried == null
                        || tried.definition() == null
                        || tried.definition().isNull()
                ? java.util.Objects.requireNonNull(model.definition())
                : tried.definition();
        return previews.of(teams(), model.team(), definition, tried == null ? null : tried.q());
    }

    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(
            summary = "Replay a version over the whole history, in the background",
            operationId = "replayScoringModel")
    public Response replay(@PathParam("id") String id) {
        return Response.accepted(
                        models.replay(teams(), Ids.stated(id), caller.get().username()))
                .location(URI.create("/api/scoring-models/" + Ids.stated(id) + "/replay"))
                .build();
    }

    @GET
    @Path("{id}/replay")
    @Operation(summary = "How far a replay is, and what it found", operationId = "getScoringReplay")
    public ReplayView lastReplay(@PathParam("id") String id) {
        return models.lastReplay(teams(), Ids.stated(id)).orElseThrow(Problem::notFound);
    }

    /** @param backfill false to leave what was earned until now as it stands; true if left out */
    record Publication(@Nullable Boolean backfill) {}

    @POST
    @Path("{id}/publish")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Score the team's leads by this version", operationId = "publishScoringModel")
    public ScoringModelView publish(@PathParam("id") String id, @Nullable Publication publication) {
        boolean backfill = publication == null || publication.backfill() == null || publication.backfill();
        return models.publish(teams(), Ids.stated(id), backfill, caller.get().username());
    }

    @POST
    @Path("{id}/roll-back")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(
            summary = "Take the published version back; the one before holds again",
            operationId = "rollBackScoringModel")
    public ScoringModelView rollBack(@PathParam("id") String id) {
        return models.rollBack(teams(), Ids.stated(id), caller.get().username());
    }

    private ScoringModelView require(String id) {
        UUID stated = Ids.stated(id);
        return models.find(teams(), stated).orElseThrow(Problem::notFound);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private static String name(String given) {
        String name = given.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("name", "must have 1 to 200 characters");
        }
        return name;
    }
}
