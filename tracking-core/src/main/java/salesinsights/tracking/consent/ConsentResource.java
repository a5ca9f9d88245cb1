package salesinsights.tracking.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** The consent ledger for staff: enter what a person said, with evidence; look up what is on record. */
@Path("/api/consents")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
class ConsentResource {
    private final Consents consents;
    private final CurrentCaller caller;

    ConsentResource(Consents consents, CurrentCaller caller) {
        this.consents = consents;
        this.caller = caller;
    }

    @POST
    @Transactional
    public Response enter(@Nullable ConsentEntry entry) {
        ConsentEntry given = ConsentEntry.present(entry);
        Team team = caller.teamFor(given.team());
        String enteredBy = caller.get().username();
        List<ConsentView> added = consents.record(
                team, EmailAddress.of(given.address()), subject -> given.statements(subject, enteredBy));
        return Response.status(Response.Status.CREATED)
                .entity(Map.of("items", added))
                .build();
    }

    @GET
    @Transactional
    public ConsentView.Found about(
            @QueryParam("address") @Nullable String address, @QueryParam("team") @Nullable String team) {
        EmailAddress whom = EmailAddress.of(address);
        List<Team> teams = team == null ? caller.get().visibleTeams() : List.of(caller.teamFor(team));
        return consents.about(teams, whom);
    }
}
