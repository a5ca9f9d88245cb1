package salesinsights.tracking.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * One thing that happened to one recipient's message, unjudged.
 *
 * @param id minted where it was first seen and kept ever after; the same id twice is one event
 * @param recordedAt when we learned of it; together with {@code id} the key, so a replay must repeat it exactly
 * @param occurredAt when it happened, as far as known; not after {@code recordedAt} by more than clock skew
 * @param linkPosition which link of the message, from 0; null if it is not about a link
 * @param agent the user agent or its family; the log keeps the family alone
 * @param network client network cut to /24 (IPv4) or /48 (IPv6)
 * @param signals what the edge noticed, in the verdict room's words
 * @param detail extras by kind, such as {@code status} and {@code diagnostic} of a bounce; short strings
 */
public record TrackingEvent(
        UUID id,
        Instant recordedAt,
        TeamId team,
        UUID message,
        UUID recipient,
        EventKind kind,
        EventSource source,
        Instant occurredAt,
        @Nullable Integer linkPosition,
        @Nullable String agent,
        @Nullable String network,
        List<String> signals,
        Map<String, String> detail) {
    public TrackingEvent {
        signals = List.copyOf(signals);
        detail = Map.copyOf(detail);
    }

    /** An event that has neither a link nor a client: mail that was sent, bounced or answered. */
    public static TrackingEvent ofMail(
            UUID id,
            Instant recordedAt,
            TeamId team,
            UUID message,
            UUID recipient,
            EventKind kind,
            EventSource source,
            Instant occurredAt,
            Map<String, String> detail) {
        return new TrackingEvent(
                id,
                recordedAt,
                team,
                message,
                recipient,
                kind,
                source,
                occurredAt,
                null,
                null,
                null,
                List.of(),
                detail);
    }
}
