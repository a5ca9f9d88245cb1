package salesinsights.scoring.notify;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/stream")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class StreamResource {
    private final LiveChanges changes;
    private final CurrentCaller caller;

    StreamResource(LiveChanges changes, CurrentCaller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Server-sent events: lead, follow-up and reload, for the caller's teams",
            operationId = "streamChanges")
    @APIResponse(
            responseCode = "200",
            description = "A stream without an end",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") @Nullable String lastId, @Context Sse sse) {
        return changes.of(caller.get(), lastId)
                .orElseThrow(ServiceUnavailableException::new)
                .map(event -> sent(event, sse.newEventBuilder().id(event.id())));
    }

    private static OutboundSseEvent sent(LiveEvent event, OutboundSseEvent.Builder builder) {
        builder.mediaType(MediaType.APPLICATION_JSON_TYPE);
        return switch (event) {
            case LiveEvent.LeadChanged lead -> builder.name("lead").data(lead).build();
            case LiveEvent.FollowUpChanged task ->
                builder.name("follow-up").data(task.followUp()).build();
            case LiveEvent.Reload reload -> builder.name("reload").data("{}").build();
            // A comment and an id: browsers remember the id and tell the page nothing.
            case LiveEvent.Heartbeat heartbeat -> builder.comment("alive").build();
        };
    }
}
