package salesinsights.crm.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Checked;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** Connections of the caller's teams, for those who answer for them. */
@Path("/api/connections")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class ConnectionResource {
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final Connections connections;
    private final Kinds kinds;
    private final OpenCrms open;
    private final CurrentCaller caller;

    ConnectionResource(Connections connections, Kinds kinds, OpenCrms open, CurrentCaller caller) {
        this.connections = connections;
        this.kinds = kinds;
        this.open = open;
        this.caller = caller;
    }

    /** A page; {@code next} is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(List<ConnectionView> items, @Nullable UUID next) {}

    record Listing(List<Kinds.KindView> items) {}

    record NewSecret(@Nullable String secret, @Nullable Duration keepOldFor) {}

    @GET
    @Transactional
    public Listed list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(200) int atMost) {
        List<ConnectionView> page = connections.page(visible(), after == null ? null : new ConnectionId(after), atMost);
        return new Listed(
                page, page.size() < atMost ? null : page.getLast().id().value());
    }

    @GET
    @Path("kinds")
    public Listing kinds() {
        return new Listing(kinds.all());
    }

    @POST
    @Transactional
    public Response create(@NotNull NewConnection wanted) {
        ConnectionView made = connections.create(
                caller.teamFor(wanted.team()), wanted, caller.get().username());
        return Response.created(URI.create("/api/connections/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    public ConnectionView get(@PathParam("id") UUID id) {
        return connections.require(visible(), new ConnectionId(id));
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public ConnectionView change(@PathParam("id") UUID id, @NotNull Connections.Change change) {
        return connections.change(visible(), new ConnectionId(id), change);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void remove(@PathParam("id") UUID id) {
        connections.remove(visible(), new ConnectionId(id));
    }

    @POST
    @Path("{id}/pause")
    @Transactional
    public ConnectionView pause(@PathParam("id") UUID id) {
        return connections.pause(visible(), new ConnectionId(id));
    }

    @POST
    @Path("{id}/resume")
    @Transactional
    public ConnectionView resume(@PathParam("id") UUID id) {
        return connections.resume(visible(), new ConnectionId(id));
    }

    @POST
    @Path("{id}/secret")
    @Transactional
    public ConnectionView rotateSecret(@PathParam("id") UUID id, @NotNull NewSecret anew) {
        Duration keepOldFor = anew.keepOldFor() == null ? OVERLAP : anew.keepOldFor();
        return connections.rotateSecret(visible(), new ConnectionId(id), anew.secret(), keepOldFor);
    }

    /** No transaction: nothing in the database waits while the CRM is asked. */
    @POST
    @Path("{id}/test")
    public Checked test(@PathParam("id") UUID id) {
        return open.ofVisible(visible(), new ConnectionId(id)).check();
    }

    private Set<TeamId> visible() {
        return caller.get().visibleTeamIds();
    }
}
