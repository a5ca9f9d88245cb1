package salesinsights.tracking.provider;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** The teams' addresses for providers' reports, for administrators. */
@Path("/api/providers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
class ProviderResource {
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final CurrentCaller caller;

    ProviderResource(Endpoints endpoints, Deliveries deliveries, CurrentCaller caller) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.caller = caller;
    }

    record Listed(List<EndpointView> items) {}

    record Kind(Provider provider, String name, String paste, boolean needsKey, boolean needsTopics) {}

    record Kinds(List<Kind> items) {}

    record NewSecret(@Nullable String secret, @Nullable Duration keepOldFor) {}

    record Topics(@Nullable List<String> topics) {}

    @GET
    @Transactional
    public Listed list() {
        return new Listed(endpoints.all(visible()));
    }

    @GET
    @Path("kinds")
    public Kinds kinds() {
        return new Kinds(Arrays.stream(Provider.values())
                .map(one -> new Kind(one, one.label(), one.words(), one.makesSecret(), one.hasTopics()))
                .toList());
    }

    @POST
    @Transactional
    public Response create(@NotNull NewEndpoint wanted) {
        EndpointView made = endpoints.create(
                caller.teamFor(wanted.team()), wanted, caller.get().username());
        return Response.created(URI.create("/api/providers/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    public EndpointView get(@PathParam("id") UUID id) {
        return endpoints.require(visible(), id);
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public EndpointView change(@PathParam("id") UUID id, @NotNull Topics change) {
        return endpoints.topics(visible(), id, change.topics());
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void remove(@PathParam("id") UUID id) {
        endpoints.remove(visible(), id);
    }

    @POST
    @Path("{id}/pause")
    @Transactional
    public EndpointView pause(@PathParam("id") UUID id) {
        return endpoints.pause(visible(), id, true);
    }

    @POST
    @Path("{id}/resume")
    @Transactional
    public EndpointView resume(@PathParam("id") UUID id) {
        return endpoints.pause(visible(), id, false);
    }

    @POST
    @Path("{id}/secret")
    @Transactional
    public EndpointView rotate(@PathParam("id") UUID id, @NotNull NewSecret anew) {
        return endpoints.rotate(visible(), id, anew.secret(), anew.keepOldFor() == null ? OVERLAP : anew.keepOldFor());
    }

    @GET
    @Path("{id}/deliveries")
    @Transactional
    public DeliveryView.Page deliveries(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(200) int atMost) {
        endpoints.require(visible(), id);
        return deliveries.page(visible(), id, after, atMost);
    }

    /** Reports that became no event: not matched, not known, not readable. */
    @GET
    @Path("{id}/open")
    @Transactional
    public DeliveryView.OpenReports open(@PathParam("id") UUID id) {
        endpoints.require(visible(), id);
        return deliveries.open(visible(), id);
    }

    @POST
    @Path("{id}/deliveries/{delivery}/replay")
    @Transactional
    public Response replay(@PathParam("id") UUID id, @PathParam("delivery") UUID delivery) {
        deliveries.replay(visible(), id, delivery);
        return Response.accepted().build();
    }

    private Set<TeamId> visible() {
        return caller.get().visibleTeamIds();
    }
}
