package salesinsights.tracking.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** The consent ledger for staff: enter what a person said, with evidence; look up what is on record. */
@Path("/api/consents")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
class ConsentResource {
    private final Consents consents;
    private final AskForConsent asking;
    private final ImportConsents imports;
    private final ConsentProofs proofs;
    private final CurrentCaller caller;

    ConsentResource(
            Consents consents,
            AskForConsent asking,
            ImportConsents imports,
            ConsentProofs proofs,
            CurrentCaller caller) {
        this.consents = consents;
        this.asking = asking;
        this.imports = imports;
        this.proofs = proofs;
        this.caller = caller;
    }

    /** Who is meant; all teams of the caller if none is named. */
    record Whom(@Nullable String address, @Nullable String team) {}

    @POST
    @Transactional
    public Response enter(@Nullable ConsentEntry entry) {
        Team team = caller.teamFor(entry == null ? null : entry.team());
        List<ConsentView> added = consents.enter(team, entry, caller.get().username());
        return Response.status(Response.Status.CREATED)
                .entity(Map.of("items", added))
                .build();
    }

    /** Never answers: an address would stand in the request's own, where logs would keep it. */
    @GET
    @Operation(hidden = true)
    public ConsentView.Found about() {
        throw Addresses.refused("address", "POST /api/consents/search");
    }

    /** Asks somebody by mail; what is agreed to there is on record as a double opt-in. */
    @POST
    @Path("/ask")
    public Response ask(@Nullable AskEntry entry) {
        AskEntry given = AskEntry.present(entry);
        return Response.status(Response.Status.ACCEPTED)
                .entity(asking.ask(caller.get(), caller.teamFor(given.team()), given))
                .build();
    }

    /** A file of consents; {@code partly=true} takes the rows that can be taken. */
    @POST
    @Path("/import")
    @Consumes("text/csv")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    public ImportedConsents take(
            @QueryParam("team") @Nullable String team, @QueryParam("partly") boolean partly, @Nullable String csv) {
        return imports.take(caller.teamFor(team), csv, !partly, caller.get().username());
    }

    /** What a person agreed to and objected to. */
    @POST
    @Path("/search")
    @Transactional
    public ConsentView.Found search(@Nullable Whom whom) {
        return consents.about(teams(whom == null ? null : whom.team()), whom == null ? null : whom.address());
    }

    @POST
    @Path("/proof")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Transactional
    public Response proof(@Nullable Whom whom) {
        List<Team> teams = teams(whom == null ? null : whom.team());
        return Response.ok(proofs.of(
                        teams,
                        whom == null ? null : whom.address(),
                        caller.get().username()))
                .header("Content-Disposition", "attachment; filename=\"proof-of-consent.json\"")
                .build();
    }

    @POST
    @Path("/proof/check")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    public ConsentProof.Checked check(ConsentProof.@Nullable File file) {
        return proofs.check(file);
    }

    private List<Team> teams(@Nullable String team) {
        return team == null ? caller.get().visibleTeams() : List.of(caller.teamFor(team));
    }
}
