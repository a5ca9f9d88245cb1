package salesinsights.crm.sync;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** For sync jobs that pull: scores of the account's teams by cursor. */
@Path("/api/sync/scores")
@RolesAllowed({Caller.SYNC, Caller.ADMIN})
@Tag(name = "Sync")
class SyncScoresResource {
    private final ScoreFeed feed;
    private final CurrentCaller caller;
    private final LongPoll poll;

    SyncScoresResource(ScoreFeed feed, CurrentCaller caller, LongPoll poll) {
        this.feed = feed;
        this.caller = caller;
        this.poll = poll;
    }

    /**
     * The next piece; keep {@code next} and begin there.
     *
     * @param wait seconds to wait for something new
     */
    @GET
    @Operation(summary = "Scores that changed, by cursor: keep next and begin there", operationId = "pullScores")
    @RunOnVirtualThread
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScoreFeed.Piece.class),
                            examples = @ExampleObject(name = "one lead", value = SyncExamples.SCORES)))
    @APIResponse(responseCode = "304", description = "Nothing that the caller does not have (If-None-Match).")
    public Response scores(
            @QueryParam("after") @Nullable @Size(max = 100) String after,
            @QueryParam("atMost") @DefaultValue("200") @Min(1) @Max(1000) int atMost,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(30) int wait,
            @Context Request request)
            throws InterruptedException {
        LeadCursor cursor = cursorOf(after);
        LongPoll.Awaited<ScoreFeed.Piece> read = poll.read(
                () -> feed.after(caller.get().ownTeams(), cursor, atMost),
                piece -> piece.items().isEmpty(),
                wait);
        ScoreFeed.Piece piece = read.piece();
        return answer(
                piece,
                tagOf(cursor.toString(), piece.next().toString(), piece.items().size()),
                read.crowded(),
                request);
    }

    /** The same for the same piece of a feed. */
    static EntityTag tagOf(String from, String next, int items) {
        return new EntityTag(Integer.toHexString(Objects.hash(from, next)) + "-" + next + "-" + items);
    }

    /** 304 for a piece that the caller has. */
    static Response answer(Object piece, EntityTag tag, boolean crowded, Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged != null ? unchanged : Response.ok(piece);
        answer.tag(tag);
        return (crowded ? answer.header(HttpHeaders.RETRY_AFTER, LongPoll.COME_BACK_SECONDS) : answer).build();
    }

    private static LeadCursor cursorOf(@Nullable String after) {
        try {
            return after == null || after.isBlank() ? LeadCursor.START : LeadCursor.of(after);
        } catch (IllegalArgumentException foreign) {
            throw Problem.invalid("after", String.valueOf(foreign.getMessage()));
        }
    }
}
