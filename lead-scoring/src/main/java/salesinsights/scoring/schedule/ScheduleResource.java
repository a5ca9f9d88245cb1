package salesinsights.scoring.schedule;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/report-schedules")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Transactional
class ScheduleResource {
    private final Schedules schedules;
    private final CurrentCaller caller;

    ScheduleResource(Schedules schedules, CurrentCaller caller) {
        this.schedules = schedules;
        this.caller = caller;
    }

    record ScheduleList(List<ScheduleView> items) {}

    @GET
    @Operation(summary = "Reports that come to me by mail", operationId = "listReportSchedules")
    public ScheduleList list() {
        return new ScheduleList(schedules.of(caller.get()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Have a report come to my own address", operationId = "addReportSchedule")
    public Response add(Wanted.@Nullable Stated stated) {
        Wanted.Stated wanted = present(stated);
        ScheduleView made = schedules.add(caller.get(), caller.teamFor(wanted.team()), wanted);
        return Response.created(URI.create("/api/report-schedules/" + made.id()))
                .tag(Integer.toString(made.version()))
                .entity(made)
                .build();
    }

    private static Wanted.Stated present(Wanted.@Nullable Stated stated) {
        if (stated == null) {
            throw Problem.invalid("name", "is needed");
        }
        return stated;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One of them", operationId = "getReportSchedule")
    public Response get(@PathParam("id") String id) {
        return shown(schedules.one(caller.get(), Ids.stated(id)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change it, pause it, go on", operationId = "changeReportSchedule")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            Wanted.@Nullable Stated stated) {
        UUID schedule = Ids.stated(id);
        schedules.check(caller.get(), schedule, present(stated));
        return shown(schedules.change(caller.get(), schedule, IfMatch.needed(match), present(stated)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "It comes no more", operationId = "removeReportSchedule")
    public void remove(@PathParam("id") String id) {
        schedules.remove(caller.get(), Ids.stated(id));
    }

    private static Response shown(ScheduleView schedule) {
        return Response.ok(schedule).tag(Integer.toString(schedule.version())).build();
    }
}
