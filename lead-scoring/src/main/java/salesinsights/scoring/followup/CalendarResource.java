package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/work-calendars")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class CalendarResource {
    private final Calendars calendars;
    private final CurrentCaller caller;

    CalendarResource(Calendars calendars, CurrentCaller caller) {
        this.calendars = calendars;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "When a person works, oneself if nobody is named", operationId = "getWorkCalendar")
    public Response get(@QueryParam("team") @Nullable String team, @QueryParam("person") @Nullable String person) {
        return show(calendars.show(caller.teamFor(team).id(), named(person)));
    }

    @PUT
    @Operation(summary = "Set when a person works; a rep's own only", operationId = "saveWorkCalendar")
    public Response save(
            @QueryParam("team") @Nullable String team,
            @QueryParam("person") @Nullable String person,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("timeZone", "is needed, in a JSON object");
        }
        calendars.check(body);
        String whose = own(named(person));
        return show(calendars.save(
                caller.teamFor(team).id(),
                whose,
                IfMatch.needed(match),
                body,
                caller.get().username()));
    }

    @DELETE
    @Operation(summary = "Work as the team does again", operationId = "dropWorkCalendar")
    public Response drop(
            @QueryParam("team") @Nullable String team,
            @QueryParam("person") @Nullable String person,
            @HeaderParam("If-Match") @Nullable String match) {
        String whose = own(named(person));
        return show(calendars.drop(caller.teamFor(team).id(), whose, IfMatch.needed(match)));
    }

    private String named(@Nullable String person) {
        if (person == null) {
            return caller.get().username();
        }
        return person.equals("*") ? "" : person.strip();
    }

    private String own(String person) {
        boolean manages = caller.get().has(Caller.MANAGER) || caller.get().has(Caller.ADMIN);
        if (!manages && !person.equals(caller.get().username())) {
            throw Problem.invalid("person", "must be yourself: others' calendars are set by who manages the team");
        }
        return person;
    }

    private static Response show(Calendars.Shown shown) {
        return Response.ok(shown)
                .tag(Integer.toString(shown.calendar().edition()))
                .build();
    }
}
