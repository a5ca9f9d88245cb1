package salesinsights.scoring.lead;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/assignment")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class AssignmentResource {
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    private final Assignments assignments;
    private final CurrentCaller caller;

    AssignmentResource(Assignments assignments, CurrentCaller caller) {
        this.assignments = assignments;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Whose a team's new leads are that come without an owner", operationId = "getAssignment")
    public Response get(@QueryParam("team") @Nullable String team) {
        return show(assignments.of(caller.teamFor(team)));
    }

    @PUT
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(summary = "Set whose new leads are, and who is away", operationId = "setAssignment")
    public Response set(
            @QueryParam("team") @Nullable String team,
            @HeaderParam("If-Match") @Nullable String match,
            Assignments.@Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.invalid("way", "is nobody, round-robin or load");
        }
        if (match == null) {
            throw Problem.versionNeeded();
        }
        Matcher written = VERSION.matcher(match.strip());
        // A tag that was never ours matches no version.
        long version = written.matches() ? Long.parseLong(written.group(1)) : -1;
        return show(assignments.set(caller.get(), caller.teamFor(team), version, wanted));
    }

    private static Response show(Assignment assignment) {
        return Response.ok(assignment)
                .tag(new EntityTag(Long.toString(assignment.version())))
                .build();
    }
}
