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
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** For sync jobs that pull: scores of the account's teams by cursor. */
@Path("/api/sync/scores")
@RolesAllowed({Caller.SYNC, Caller.ADMIN})
class SyncScoresResource {
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final int WAITING_AT_MOST = 200;

    private final ScoreFeed feed;
    private final CurrentCaller caller;
    private final Clock clock;
    private final Semaphore waiting;

    SyncScoresResource(ScoreFeed feed, CurrentCaller caller, Clock clock) {
        this.feed = feed;
        this.caller = caller;
        this.clock = clock;
        this.waiting = new Semaphore(WAITING_AT_MOST);
    }

    /**
     * The next piece; keep {@code next} and begin there.
     *
     * @param wait seconds to wait for something new
     */
    @GET
    @RunOnVirtualThread
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ScoreFeed.Piece.class)))
    public Response scores(
            @QueryParam("after") @Nullable @Size(max = 100) String after,
            @QueryParam("atMost") @DefaultValue("200") @Min(1) @Max(1000) int atMost,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(30) int wait,
            @Context Request request)
            throws InterruptedException {
        LeadCursor cursor = cursorOf(after);
        ScoreFeed.Piece piece = read(cursor, atMost);
        boolean mayWait = piece.items().isEmpty() && wait > 0;
        boolean crowded = mayWait && !waiting.tryAcquire();
        if (mayWait && !crowded) {
            try {
                piece = awaited(cursor, atMost, clock.instant().plusSeconds(wait));
            } finally {
                waiting.release();
            }
        }
        return answer(piece, cursor, crowded, request);
    }

    private ScoreFeed.Piece awaited(LeadCursor cursor, int atMost, Instant until) throws InterruptedException {
        ScoreFeed.Piece piece = read(cursor, atMost);
        while (piece.items().isEmpty() && clock.instant().isBefore(until)) {
            Thread.sleep(LOOK_EVERY);
            piece = read(cursor, atMost);
        }
        return piece;
    }

    private ScoreFeed.Piece read(LeadCursor cursor, int atMost) {
        return feed.after(caller.get().ownTeams(), cursor, atMost);
    }

    private static Response answer(ScoreFeed.Piece piece, LeadCursor cursor, boolean crowded, Request request) {
        EntityTag tag = new EntityTag(Integer.toHexString(Objects.hash(cursor, piece.next())) + "-" + piece.next() + "-"
                + piece.items().size());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged != null ? unchanged : Response.ok(piece);
        answer.tag(tag);
        return (crowded ? answer.header(HttpHeaders.RETRY_AFTER, 5) : answer).build();
    }

    private static LeadCursor cursorOf(@Nullable String after) {
        try {
            return after == null || after.isBlank() ? LeadCursor.START : LeadCursor.of(after);
        } catch (IllegalArgumentException foreign) {
            throw Problem.invalid("after", String.valueOf(foreign.getMessage()));
        }
    }
}
