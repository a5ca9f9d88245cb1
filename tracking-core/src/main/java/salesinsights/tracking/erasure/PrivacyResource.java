package salesinsights.tracking.erasure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** Requests for erasure and access, for the privacy officer. */
@Path("/api/privacy/requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PRIVACY)
class PrivacyResource {
    private final PrivacyRequests requests;
    private final CurrentCaller caller;

    PrivacyResource(PrivacyRequests requests, CurrentCaller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    /** {@code kind} is erasure or access; without a team it is for every team that the caller sees. */
    record Entry(
            @Nullable String address,
            @Nullable String kind,
            @Nullable String team) {}

    record Cancellation(@Nullable String reason) {}

    @POST
    @Transactional
    public Response enter(@Nullable Entry entry) {
        if (entry == null) {
            throw Problem.unreadable("A JSON object with address and kind is needed.", null);
        }
        List<Team> where = entry.team() == null ? caller.get().visibleTeams() : List.of(caller.teamFor(entry.team()));
        List<PrivacyRequest> made = requests.enter(caller.get(), entry.address(), entry.kind(), where);
        return Response.status(Response.Status.CREATED)
                .entity(Map.of("items", made))
                .build();
    }

    /** Newest first. */
    @GET
    @Transactional
    public PrivacyRequest.Page page(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return requests.page(caller.get(), stateOf(state), cursor(after), PageSize.checked(atMost));
    }

    private static @Nullable State stateOf(@Nullable String given) {
        return given == null || given.isBlank()
                ? null
                : Arrays.stream(State.values())
                        .filter(one -> one.name().equalsIgnoreCase(given.strip()))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid("state", "is none of the states of a request"));
    }

    private static @Nullable UUID cursor(@Nullable String after) {
        try {
            return after == null || after.isBlank() ? null : UUID.fromString(after);
        } catch (IllegalArgumentException notOurs) {
            throw Problem.invalid("after", "is none of our cursors");
        }
    }

    @GET
    @Path("/{id}")
    @Transactional
    public PrivacyRequest view(@PathParam("id") UUID id) {
        return requests.view(caller.get(), id);
    }

    /** Has an erasure begin; from then on nothing stops it. */
    @POST
    @Path("/{id}/begin")
    @Transactional
    public PrivacyRequest begin(@PathParam("id") UUID id) {
        return requests.begin(caller.get(), id);
    }

    @POST
    @Path("/{id}/cancel")
    @Transactional
    public PrivacyRequest cancel(@PathParam("id") UUID id, @Nullable Cancellation cancellation) {
        return requests.cancel(caller.get(), id, cancellation == null ? null : cancellation.reason());
    }

    /** All that is stored about the person; fetching it is an entry of the audit log. */
    @GET
    @Path("/{id}/export")
    @Transactional
    public Response export(@PathParam("id") UUID id) {
        return Response.ok(requests.export(caller.get(), id), MediaType.APPLICATION_JSON_TYPE)
                .header("Content-Disposition", "attachment; filename=\"stored-data-" + id + ".json\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
