package salesinsights.scoring.prediction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/models")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class ModelResource {
    private static final int LONGEST_NAME = 200;

    private final Models models;
    private final CurrentCaller caller;

    ModelResource(Models models, CurrentCaller caller) {
        this.models = models;
        this.caller = caller;
    }

    /** All versions; there are few. */
    record Page(List<ModelView> items) {}

    @GET
    @Operation(summary = "Versions of the win prediction, newest first", operationId = "listModels")
    public Page list(@QueryParam("team") @Nullable String team) {
        return new Page(models.list(
                team == null || team.isBlank()
                        ? teams()
                        : Set.of(caller.teamFor(team).id())));
    }

    /**
     * What to learn from.
     *
     * @param team whose leads, with those of all teams below; may be left out by who has only one
     */
    record Order(
            @Nullable String team,
            @Nullable Long seed,
            @Nullable List<@Nullable String> without,
            @Nullable List<@Nullable String> anyway) {}

    @POST
    @Path("train")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Learn a new version from decided leads, in the background", operationId = "trainModel")
    public Response train(@Nullable Order order) {
        Order asked = order == null ? new Order(null, null, null, null) : order;
        ModelView made = models.train(
                caller.teamFor(asked.team()).id(),
                caller.get().username(),
                asked.seed() == null ? 1 : asked.seed(),
                names("without", asked.without()),
                names("anyway", asked.anyway()));
        return Response.accepted(made)
                .location(URI.create("/api/models/" + made.id()))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A version with its model card", operationId = "getModel")
    public ModelView get(@PathParam("id") String id) {
        return models.find(teams(), Ids.stated(id)).orElseThrow(Problem::notFound);
    }

    @POST
    @Path("{id}/publish")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Show leads what this version says", operationId = "publishModel")
    public ModelView publish(@PathParam("id") String id) {
        return models.publish(teams(), Ids.stated(id), caller.get().username());
    }

    @POST
    @Path("{id}/roll-back")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(
            summary = "Take the published version back; the one before is published again",
            operationId = "rollBackModel")
    public ModelView rollBack(@PathParam("id") String id) {
        return models.rollBack(teams(), Ids.stated(id), caller.get().username());
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private static List<String> names(String field, @Nullable List<@Nullable String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(name -> {
                            if (name == null || name.length() > LONGEST_NAME || name.indexOf(0) >= 0) {
                                throw Problem.invalid(field, "must be names of columns, up to 200 characters each");
                            }
                            return name;
                        })
                        .toList();
    }
}
