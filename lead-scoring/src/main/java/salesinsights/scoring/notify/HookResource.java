package salesinsights.scoring.notify;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/notice-hooks")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Transactional
class HookResource {
    private final Hooks hooks;
    private final TryHook tried;
    private final CurrentCaller caller;

    HookResource(Hooks hooks, TryHook tried, CurrentCaller caller) {
        this.hooks = hooks;
        this.tried = tried;
        this.caller = caller;
    }

    record HookList(List<HookView> items) {}

    @GET
    @Operation(summary = "Where notices of my teams go besides", operationId = "listNoticeHooks")
    public HookList list() {
        return new HookList(hooks.of(teams()));
    }

    /** What a receiver is; {@code format} is cloudevents unless it says slack or teams. */
    record NewHook(
            @Nullable String team,
            @Nullable String name,
            @Nullable String url,
            @Nullable HookFormat format) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add a receiver; the secret that it verifies with is shown this once",
            operationId = "addNoticeHook")
    public Response add(@Nullable NewHook wanted) {
        NewHook stated = wanted == null ? new NewHook(null, null, null, null) : wanted;
        HookView made = hooks.make(
                caller.teamFor(stated.team()), caller.get().username(), stated.name(), stated.url(), stated.format());
        return Response.created(URI.create("/api/notice-hooks/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One receiver", operationId = "getNoticeHook")
    public HookView get(@PathParam("id") String id) {
        return hooks.find(teams(), Ids.stated(id));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a receiver", operationId = "removeNoticeHook")
    public void remove(@PathParam("id") String id) {
        hooks.remove(teams(), Ids.stated(id));
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Send nothing for a while; what comes meanwhile waits", operationId = "pauseNoticeHook")
    public HookView pause(@PathParam("id") String id) {
        return hooks.pause(teams(), Ids.stated(id), true);
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Go on, also with one that wanted no more", operationId = "resumeNoticeHook")
    public HookView resume(@PathParam("id") String id) {
        return hooks.pause(teams(), Ids.stated(id), false);
    }

    @POST
    @Path("{id}/secret")
    @Operation(summary = "Another secret, shown this once", operationId = "renewNoticeHookSecret")
    public HookView renew(@PathParam("id") String id) {
        return hooks.renew(teams(), Ids.stated(id));
    }

    /** What came of a try. */
    record Tried(boolean works, String said) {}

    @POST
    @Path("{id}/test")
    @Transactional(Transactional.TxType.NEVER)
    @Operation(summary = "Send a test", operationId = "testNoticeHook")
    public Tried test(@PathParam("id") String id) {
        Set<TeamId> teams = QuarkusTransaction.requiringNew().call(this::teams);
        TryHook.Result result = tried.now(teams, Ids.stated(id));
        return new Tried(result.works(), result.said());
    }

    record DeadList(List<HookView.Dead> items) {}

    @GET
    @Path("{id}/dead")
    @Operation(summary = "What could not be delivered, newest first, at most 100", operationId = "listDeadNotices")
    public DeadList dead(@PathParam("id") String id) {
        return new DeadList(hooks.dead(teams(), Ids.stated(id)));
    }

    record Replayed(int replayed) {}

    @POST
    @Path("{id}/dead/replay")
    @Operation(summary = "Try all of them once more", operationId = "replayDeadNotices")
    public Replayed replayAll(@PathParam("id") String id) {
        return new Replayed(hooks.replay(teams(), Ids.stated(id), null));
    }

    @POST
    @Path("{id}/dead/{delivery}/replay")
    @Operation(summary = "Try one of them once more", operationId = "replayDeadNotice")
    public Replayed replay(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        return new Replayed(hooks.replay(teams(), Ids.stated(id), Ids.stated(delivery)));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
