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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpCursor;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** For sync jobs that pull: follow-up tasks of the account's teams by cursor. */
@Path("/api/sync/follow-ups")
@RolesAllowed({Caller.SYNC, Caller.ADMIN})
@Tag(name = "Sync")
class SyncFollowUpsResource {
    private final FollowUpFeed feed;
    private final CurrentCaller caller;
    private final LongPoll poll;

    SyncFollowUpsResource(FollowUpFeed feed, CurrentCaller caller, LongPoll poll) {
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
    @Operation(
            summary = "Follow-up tasks that changed, by cursor: keep next and begin there",
            operationId = "pullFollowUps")
    @RunOnVirtualThread
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FollowUpFeed.Piece.class),
                            examples = @ExampleObject(name = "one task", value = SyncExamples.FOLLOW_UPS)))
    @APIResponse(responseCode = "304", description = "Nothing that the caller does not have (If-None-Match).")
    public Response followUps(
            @QueryParam("after") @Nullable @Size(max = 100) String after,
            @QueryParam("atMost") @DefaultValue("200") @Min(1) @Max(1000) int atMost,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(30) int wait,
            @Context Request request)
            throws InterruptedException {
        FollowUpCursor cursor = cursorOf(after);
        LongPoll.Awaited<FollowUpFeed.Piece> read = poll.read(
                () -> feed.after(caller.get().ownTeams(), cursor, atMost),
                piece -> piece.items().isEmpty(),
                wait);
        FollowUpFeed.Piece piece = read.piece();
        return SyncScoresResource.answer(
                piece,
                SyncScoresResource.tagOf(
                        cursor.toString(), piece.next(), piece.items().size()),
                read.crowded(),
                request);
    }

    private static FollowUpCursor cursorOf(@Nullable String after) {
        try {
            return after == null || after.isBlank() ? FollowUpCursor.START : FollowUpCursor.of(after);
        } catch (IllegalArgumentException foreign) {
            throw Problem.invalid("after", String.valueOf(foreign.getMessage()));
        }
    }
}
