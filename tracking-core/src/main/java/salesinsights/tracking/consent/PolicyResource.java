package salesinsights.tracking.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
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

    @GET
    @Path("/decision")
    @RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    public DecisionView decision(
            @QueryParam("address") @Nullable String address,
            @QueryParam("country") @Nullable String country,
            @QueryParam("team") @Nullable String team) {
        EmailAddress whom = EmailAddress.of(address);
        Team of = caller.teamFor(team);
        return DecisionView.of(
                of,
                decisions.whenSending(of.id(), whom.value(), country == null || country.isBlank() ? null : country),
                decisions.mayMail(of.id(), whom.value()));
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
