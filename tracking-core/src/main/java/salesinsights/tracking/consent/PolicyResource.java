package salesinsights.tracking.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** The country table, how far a team goes at most, and why somebody is tracked or not. */
@Path("/api/policy")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
class PolicyResource {
    private final PolicyTables tables;
    private final Decisions decisions;
    private final TeamLimits limits;
    private final CurrentCaller caller;

    PolicyResource(PolicyTables tables, Decisions decisions, TeamLimits limits, CurrentCaller caller) {
        this.tables = tables;
        this.decisions = decisions;
        this.limits = limits;
        this.caller = caller;
    }

    @GET
    @Transactional
    public PolicyView table() {
        return tables.seenBy(caller.get());
    }

    /** Who is meant; {@code country} as somebody states it, if anybody does. */
    record Whom(
            @Nullable String address,
            @Nullable String country,
            @Nullable String team) {}

    /** What would be recorded of a message to this person, and why. */
    @POST
    @Path("/decision")
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    public DecisionView decision(@Nullable Whom given) {
        Whom one = given == null ? new Whom(null, null, null) : given;
        EmailAddress address = EmailAddress.of(one.address());
        Team of = caller.teamFor(one.team());
        String country = one.country();
        return DecisionView.of(
                of,
                decisions.whenSending(of.id(), address.value(), country == null || country.isBlank() ? null : country),
                decisions.mayMail(of.id(), address.value()));
    }

    /** Never answers: an address would stand in the request's own, where logs would keep it. */
    @GET
    @Path("/decision")
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Operation(hidden = true)
    public DecisionView decision() {
        throw Addresses.refused("address", "POST /api/policy/decision");
    }

    @PUT
    @Path("/limits")
    @RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    public PolicyView limit(@Nullable LimitEntry entry) {
        LimitEntry given = LimitEntry.present(entry);
        limits.set(
                caller.teamFor(given.team()).id(),
                Choice.of("purpose", given.purpose(), Purpose.values()),
                Choice.of("atMost", given.atMost(), Mode.values()));
        return table();
    }
}
