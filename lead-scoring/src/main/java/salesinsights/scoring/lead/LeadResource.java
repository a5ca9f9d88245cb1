package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/leads")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class LeadResource {
    private static final String SEARCH = "POST /api/leads/search";

    private final Leads leads;
    private final LeadIntake intake;
    private final LeadChanges changes;
    private final Timelines timelines;
    private final CurrentCaller caller;

    LeadResource(Leads leads, LeadIntake intake, LeadChanges changes, Timelines timelines, CurrentCaller caller) {
        this.leads = leads;
        this.intake = intake;
        this.changes = changes;
        this.timelines = timelines;
        this.caller = caller;
    }

    /** A page of a list; {@code next} goes into {@code after} for the following one and is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page<T>(List<T> items, @Nullable String next) {}

    @GET
    @Operation(summary = "Leads of the caller's teams", operationId = "listLeads")
    public Page<Lead> list(
            @QueryParam("q") @Nullable String words,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("stage") @Nullable String stage,
            @QueryParam("email") @Nullable String email,
            @QueryParam("team") @Nullable String team,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        if (email != null) {
            throw Addresses.refused("email", SEARCH);
        }
        return page(new LeadSearch(Addresses.notInUrl("q", words, SEARCH), owner, stage, null, team, after, atMost));
    }

    @POST
    @Path("search")
    @Operation(summary = "The same, and by e-mail address", operationId = "searchLeads")
    public Page<Lead> search(@Nullable LeadSearch search) {
        return page(search == null ? LeadSearch.ALL : search);
    }

    private Page<Lead> page(LeadSearch search) {
        LeadQuery query = search.query(caller);
        List<Lead> found = leads.page(query);
        boolean last = found.size() < query.atMost();
        return new Page<>(found, last ? null : found.getLast().id().value().toString());
    }

    @POST
    @Operation(summary = "Add a lead", operationId = "addLead")
    public Response add(@QueryParam("team") @Nullable String team, JsonNode body) {
        IncomingLead incoming = LeadForm.of(body, LeadForm.SETTABLE).incoming();
        if (incoming.value(LeadField.EMAIL) == null && incoming.value(LeadField.EXTERNAL_ID) == null) {
            throw Problem.invalid("email", "either email or externalId is needed");
        }
        TeamId teamId = caller.teamFor(team).id();
        Intake taken = intake.accept(teamId, List.of(incoming));
        if (!taken.refused().isEmpty()) {
            throw Problem.conflict(
                    "The e-mail address " + taken.refused().getFirst().message() + ".");
        }
        String email = incoming.value(LeadField.EMAIL);
        String externalId = incoming.value(LeadField.EXTERNAL_ID);
        Lead lead = (externalId != null
                        ? leads.byExternalId(teamId, externalId)
                        : leads.byEmail(teamId, String.valueOf(email)))
                .orElseThrow();
        return taken.created() == 1
                ? Response.created(URI.create("/api/leads/" + lead.id().value()))
                        .tag(tag(lead))
                        .entity(lead)
                        .build()
                : show(lead);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One lead", operationId = "getLead")
    public Response get(@PathParam("id") String id) {
        return show(require(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change fields of a lead", operationId = "changeLead")
    public Response change(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, JsonNode body) {
        LeadForm form = LeadForm.of(body, LeadForm.SETTABLE);
        Lead lead = require(id);
        boolean done = changes.change(teams(), lead.id(), form, IfMatch.stated(match));
        Lead now = require(id);
        return done ? show(now) : Response.status(412).tag(tag(now)).entity(now).build();
    }

    /** How a lead ended. {@code outcome} null opens it again. */
    record Decision(@Nullable Outcome outcome, java.time.@Nullable Instant at) {}

    @POST
    @Path("{id}/outcome")
    @Operation(summary = "Won, lost, or open again", operationId = "decideLead")
    public Response decide(@PathParam("id") String id, @Nullable Decision decision) {
        if (decision == null) {
            throw Problem.invalid("outcome", "is missing: won, lost, or null to open the lead again");
        }
        Lead lead = require(id);
        changes.decide(teams(), lead.id(), decision.outcome(), decision.at());
        return show(require(id));
    }

    @GET
    @Path("{id}/timeline")
    @Operation(summary = "What happened between us and the lead, newest first", operationId = "getTimeline")
    public Page<TimelineEntry> timeline(
            @PathParam("id") String id, @QueryParam("atMost") @DefaultValue("200") int atMost) {
        if (atMost < 1 || atMost > 1000) {
            throw Problem.invalid("atMost", "must lie between 1 and 1000");
        }
        return new Page<>(timelines.of(require(id), atMost), null);
    }

    private Lead require(String id) {
        return leads.find(teams(), new LeadId(Ids.stated(id))).orElseThrow(Problem::notFound);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private static Response show(Lead lead) {
        return Response.ok(lead).tag(tag(lead)).build();
    }

    private static EntityTag tag(Lead lead) {
        return new EntityTag(Long.toString(lead.edition()));
    }
}
