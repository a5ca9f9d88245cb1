package salesinsights.scoring.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/sequences")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Transactional
class SequenceResource {
    private final Sequences sequences;
    private final Enrolments enrolments;
    private final CountSteps figures;
    private final CurrentCaller caller;

    SequenceResource(Sequences sequences, Enrolments enrolments, CountSteps figures, CurrentCaller caller) {
        this.sequences = sequences;
        this.enrolments = enrolments;
        this.figures = figures;
        this.caller = caller;
    }

    /** A page of sequences. */
    record SequenceList(List<SequenceView> items, @Nullable String next) {}

    @GET
    @Operation(summary = "Sequences of my teams, by name", operationId = "listSequences")
    public SequenceList list(
            @QueryParam("after") @Nullable String after, @QueryParam("atMost") @DefaultValue("50") int atMost) {
        int size = PageSize.checked(atMost);
        List<SequenceView> found = sequences.page(teams(), after == null ? null : stated(after), size + 1);
        boolean more = found.size() > size;
        List<SequenceView> shown = more ? found.subList(0, size) : found;
        return new SequenceList(shown, more ? shown.getLast().id().toString() : null);
    }

    private static UUID stated(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException strange) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
    }

    @POST
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Save a sequence; nobody is enrolled by that", operationId = "addSequence")
    public Response add(@QueryParam("team") @Nullable String team, @Nullable JsonNode definition) {
        SequenceView made = sequences.create(caller.get(), caller.teamFor(team), objectIn(definition));
        return Response.created(URI.create("/api/sequences/" + made.id()))
                .tag(Integer.toString(made.version()))
                .entity(made)
                .build();
    }

    private static ObjectNode objectIn(@Nullable JsonNode definition) {
        if (definition instanceof ObjectNode object) {
            return object;
        }
        throw Problem.invalid("steps", "are needed, in a JSON object with a name");
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One sequence", operationId = "getSequence")
    public Response get(@PathParam("id") String id) {
        return shown(sequences.one(teams(), Ids.stated(id)));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Save another version, for those who are enrolled from now on", operationId = "changeSequence")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable JsonNode definition) {
        UUID sequence = Ids.stated(id);
        sequences.check(teams(), sequence, objectIn(definition));
        return shown(sequences.change(caller.get(), teams(), sequence, IfMatch.needed(match), objectIn(definition)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Retire it; whoever is on the way is taken out", operationId = "retireSequence")
    public void retire(@PathParam("id") String id) {
        sequences.become(caller.get(), teams(), Ids.stated(id), SequenceState.RETIRED);
    }

    @POST
    @Path("{id}/pause")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Nobody goes a step on until it is resumed", operationId = "pauseSequence")
    public Response pause(@PathParam("id") String id) {
        return shown(sequences.become(caller.get(), teams(), Ids.stated(id), SequenceState.PAUSED));
    }

    @POST
    @Path("{id}/resume")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Go on", operationId = "resumeSequence")
    public Response resume(@PathParam("id") String id) {
        return shown(sequences.become(caller.get(), teams(), Ids.stated(id), SequenceState.ACTIVE));
    }

    /** All versions; there are few. */
    record Versions(List<SequenceView.Version> items) {}

    @GET
    @Path("{id}/versions")
    @Operation(summary = "Versions of a sequence, newest first", operationId = "listSequenceVersions")
    public Versions versions(@PathParam("id") String id) {
        return new Versions(sequences.versions(teams(), Ids.stated(id)));
    }

    @GET
    @Path("{id}/figures")
    @Operation(summary = "What came of it, step by step", operationId = "getSequenceFigures")
    public SequenceFigures figures(@PathParam("id") String id) {
        return figures.of(teams(), Ids.stated(id));
    }

    /** Who is meant: 1 to 500 ids. */
    record Wanted(@Nullable List<UUID> leads) {
        List<LeadId> ids() {
            return leads == null ? List.of() : leads.stream().map(LeadId::new).toList();
        }
    }

    @POST
    @Path("{id}/check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Who of these leads could be enrolled, and what the ledger lets be recorded of each",
            operationId = "checkEnrolment")
    public EnrolCheck check(@PathParam("id") String id, @Nullable Wanted wanted) {
        return enrolments.check(caller.get(), Ids.stated(id), idsOf(wanted));
    }

    private static List<LeadId> idsOf(@Nullable Wanted wanted) {
        return wanted == null ? List.of() : wanted.ids();
    }

    @POST
    @Path("{id}/enrolments")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Enrol leads in my name; those that cannot be are told apart", operationId = "enrolLeads")
    public EnrolCheck enrol(@PathParam("id") String id, @Nullable Wanted wanted) {
        return enrolments.enrol(caller.get(), Ids.stated(id), idsOf(wanted));
    }

    @GET
    @Path("{id}/enrolments")
    @Operation(summary = "Who is, or was, on the way, newest first", operationId = "listEnrolments")
    public EnrolmentView.Page enrolments(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return enrolments.page(
                teams(), Ids.stated(id), state, after == null ? null : stated(after), PageSize.checked(atMost));
    }

    @POST
    @Path("enrolments/{id}/stop")
    @Operation(summary = "Take a lead out", operationId = "stopEnrolment")
    public EnrolmentView stop(@PathParam("id") String id) {
        return enrolments.stop(caller.get(), Ids.stated(id));
    }

    private static Response shown(SequenceView sequence) {
        return Response.ok(sequence).tag(Integer.toString(sequence.version())).build();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
