package salesinsights.ui.worklist;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.LiveChanges;
import salesinsights.scoring.notify.LiveEvent;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Tells open pages that something changed; what it is they read anew, under the caller's own eyes. */
@Path("/stream")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class StreamPagesResource {
    private final LiveChanges changes;
    private final CurrentCaller caller;

    StreamPagesResource(LiveChanges changes, CurrentCaller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    /** Which lead changed; nothing else leaves by this way. */
    record Changed(String lead) {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") @Nullable String lastId, @Context Sse sse) {
        return changes.of(caller.get(), lastId)
                .orElseThrow(ServiceUnavailableException::new)
                .map(event -> sent(event, sse.newEventBuilder().id(event.id())));
    }

    private static OutboundSseEvent sent(LiveEvent event, OutboundSseEvent.Builder builder) {
        builder.mediaType(MediaType.APPLICATION_JSON_TYPE);
        return switch (event) {
            case LiveEvent.LeadChanged lead ->
                builder.name("lead")
                        .data(new Changed(lead.lead().value().toString()))
                        .build();
            case LiveEvent.FollowUpChanged task ->
                builder.name("follow-up")
                        .data(new Changed(task.followUp().lead().value().toString()))
                        .build();
            case LiveEvent.Reload reload -> builder.name("reload").data("{}").build();
            case LiveEvent.Heartbeat heartbeat -> builder.comment("alive").build();
        };
    }
}
