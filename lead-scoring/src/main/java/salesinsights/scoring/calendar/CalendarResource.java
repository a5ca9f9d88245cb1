package salesinsights.scoring.calendar;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.tracking.team.Scopes;

/** What calendar programs read; the address alone opens it. */
@Path("/calendar")
@PermitAll
class CalendarResource {
    private final TaskFeeds feeds;
    private final FedTasks tasks;
    private final TaskCalendar calendar;
    private final Scopes scopes;

    CalendarResource(TaskFeeds feeds, FedTasks tasks, TaskCalendar calendar, Scopes scopes) {
        this.feeds = feeds;
        this.tasks = tasks;
        this.calendar = calendar;
        this.scopes = scopes;
    }

    @GET
    @Path("{secret}.ics")
    @Operation(hidden = true)
    public Response read(@PathParam("secret") String secret, @Context Request request) {
        Optional<String> written =
                scopes.asWorker(() -> feeds.read(secret).map(tasks::of).map(calendar::of));
        return written.map(text -> answer(text, request))
                .orElseGet(() -> Response.status(404)
                        .type("text/plain")
                        .entity("Not found\n")
                        .header("Cache-Control", "no-store")
                        .build());
    }

    private static Response answer(String text, Request request) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        EntityTag tag = new EntityTag(Long.toHexString(sum.getValue()) + "-" + bytes.length);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer =
                unchanged == null ? Response.ok(bytes, "text/calendar; charset=utf-8") : unchanged;
        return answer.tag(tag)
                .header("Cache-Control", "private, no-cache")
                .header("Content-Disposition", "inline; filename=\"follow-ups.ics\"")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
