package salesinsights.scoring.worklist;

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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/worklist-views")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class WorklistViewResource {
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    private final WorklistViews views;
    private final CurrentCaller caller;

    WorklistViewResource(WorklistViews views, CurrentCaller caller) {
        this.views = views;
        this.caller = caller;
    }

    record Page(List<WorklistView> items) {}

    @GET
    @Operation(summary = "My saved views of the worklist, and those shared with my teams", operationId = "listViews")
    public Page list() {
        return new Page(views.of(caller.get()));
    }

    @POST
    @Operation(summary = "Save a view", operationId = "addView")
    public Response add(@QueryParam("team") @Nullable String team, WorklistViews.@Nullable Wanted wanted) {
        WorklistView made = views.create(caller, caller.teamFor(team), stated(wanted));
        return Response.created(URI.create("/api/worklist-views/" + made.id()))
                .tag(tag(made))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One saved view", operationId = "getView")
    public Response get(@PathParam("id") String id) {
        return show(views.find(caller.get(), Ids.stated(id)).orElseThrow(Problem::notFound));
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Rename, share or change a view", operationId = "changeView")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            WorklistViews.@Nullable Wanted wanted) {
        WorklistView seen = views.find(caller.get(), Ids.stated(id)).orElseThrow(Problem::notFound);
        Long version = versionOf(match);
        if (version == null) {
            throw Problem.versionNeeded();
        }
        return show(views.change(caller, seen.id(), version, stated(wanted)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a view", operationId = "deleteView")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        views.delete(caller.get(), Ids.stated(id), versionOf(match));
    }

    @PUT
    @Path("{id}/standard")
    @Operation(summary = "Begin my worklist with it", operationId = "beginWithView")
    public Response begin(@PathParam("id") String id) {
        views.begin(caller.get(), Ids.stated(id));
        return get(id);
    }

    @DELETE
    @Path("{id}/standard")
    @Operation(summary = "Begin my worklist with my leads again", operationId = "beginWithoutView")
    public Response beginUsually(@PathParam("id") String id) {
        Response shown = get(id);
        views.begin(caller.get(), null);
        return shown.getStatus() == 200 ? get(id) : shown;
    }

    private static WorklistViews.Wanted stated(WorklistViews.@Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.invalid("name", "has 1 to 100 characters");
        }
        return wanted;
    }

    private static @Nullable Long versionOf(@Nullable String match) {
        if (match == null || match.strip().equals("*")) {
            return null;
        }
        Matcher written = VERSION.matcher(match.strip());
        // A tag that was never ours matches no version.
        return written.matches() ? Long.valueOf(written.group(1)) : Long.valueOf(0);
    }

    private static Response show(WorklistView view) {
        return Response.ok(view).tag(tag(view)).build();
    }

    private static EntityTag tag(WorklistView view) {
        return new EntityTag(Long.toString(view.version()));
    }
}
