package salesinsights.scoring.followup;

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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

@Path("/api/follow-ups")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class FollowUpResource {
    private static final int NAMED_AT_MOST = 20;

    private final FollowUps followUps;
    private final CurrentCaller caller;

    FollowUpResource(FollowUps followUps, CurrentCaller caller) {
        this.followUps = followUps;
        this.caller = caller;
    }

    /** A page; {@code next} goes into {@code after} for the following one and is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<FollowUpView> items, @Nullable String next) {}

    /** What came of it, in the owner's words. */
    record Note(@Nullable String note) {}

    /** Until when it may rest. */
    record Rest(@Nullable Instant until) {}

    @GET
    @Operation(summary = "Follow-up tasks, what is due first", operationId = "listFollowUps")
    public Page list(
            @QueryParam("whose") @DefaultValue("mine") String whose,
            @QueryParam("status") @Nullable List<String> statuses,
            @QueryParam("dueBefore") @Nullable String dueBefore,
            @QueryParam("lead") @Nullable String lead,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        if (atMost < 1 || atMost > 500) {
            throw Problem.invalid("atMost", "must lie between 1 and 500");
        }
        FollowUpQuery query = new FollowUpQuery(
                teams(),
                ownerOf(whose),
                statuses == null
                        ? Set.of()
                        : statuses.stream().map(FollowUpStatus::parse).collect(Collectors.toSet()),
                dueBefore == null ? null : at("dueBefore", () -> Instant.parse(dueBefore)),
                lead == null ? null : at("lead", () -> new LeadId(UUID.fromString(lead))),
                after == null ? null : at("after", () -> FollowUpPlace.parse(after)),
                atMost);
        List<FollowUpView> found = followUps.page(query);
        boolean last = found.size() < atMost;
        return new Page(found, last ? null : FollowUpPlace.of(found.getLast()).toString());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One follow-up task", operationId = "getFollowUp")
    public Response get(@PathParam("id") String id) {
        return show(followUps.find(teams(), Ids.stated(id)).orElseThrow(Problem::notFound));
    }

    @POST
    @Path("{id}/done")
    @Operation(summary = "It was done", operationId = "completeFollowUp")
    public Response done(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Note note) {
        return show(followUps.complete(teams(), Ids.stated(id), IfMatch.stated(match), textOf(note)));
    }

    @POST
    @Path("{id}/snooze")
    @Operation(summary = "Put it off", operationId = "snoozeFollowUp")
    public Response snooze(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Rest rest) {
        Instant until = rest == null ? null : rest.until();
        if (until == null) {
            throw Problem.invalid("until", "is missing: a moment such as 2026-11-30T09:00:00Z");
        }
        return show(followUps.snooze(teams(), Ids.stated(id), IfMatch.stated(match), until));
    }

    @POST
    @Path("{id}/dismiss")
    @Operation(summary = "Decide against it", operationId = "dismissFollowUp")
    public Response dismiss(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Note note) {
        return show(followUps.dismiss(teams(), Ids.stated(id), IfMatch.stated(match), textOf(note)));
    }

    @POST
    @Path("{id}/reopen")
    @Operation(summary = "Take back what was decided", operationId = "reopenFollowUp")
    public Response reopen(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        return show(followUps.reopen(teams(), Ids.stated(id), IfMatch.stated(match)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Give it to another owner, or to nobody", operationId = "changeFollowUp")
    public Response change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable JsonNode body) {
        return show(followUps.give(teams(), Ids.stated(id), IfMatch.stated(match), newOwnerIn(body)));
    }

    private static @Nullable String newOwnerIn(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("owner", "is needed, in a JSON object: a user name or null");
        }
        List<Problem.Field> unknown = body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("owner"))
                .limit(NAMED_AT_MOST)
                .map(name -> new Problem.Field(name, "cannot be changed; owner can"))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.invalid(unknown);
        }
        JsonNode owner = body.path("owner");
        if (!owner.isTextual() && !owner.isNull()) {
            throw Problem.invalid("owner", "is needed: a user name or null");
        }
        return owner.isNull() ? null : owner.asText();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private @Nullable String ownerOf(String whose) {
        return switch (whose) {
            case "mine" -> caller.get().username();
            case "team" -> null;
            default -> throw Problem.invalid("whose", "mine or team");
        };
    }

    private static <T> T at(String field, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw Problem.invalid(field, "cannot be read as what is expected here");
        }
    }

    private static @Nullable String textOf(@Nullable Note note) {
        return note == null ? null : note.note();
    }

    private static Response show(FollowUpView view) {
        return Response.ok(view).tag(tag(view)).build();
    }

    private static EntityTag tag(FollowUpView view) {
        return new EntityTag(Long.toString(view.version()));
    }
}
