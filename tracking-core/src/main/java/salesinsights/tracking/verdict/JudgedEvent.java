package salesinsights.tracking.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;

/**
 * An event with its newest verdict: what scores, timelines and reports read.
 *
 * @param confidence 0 to 1, how sure the verdict is of {@code actor}
 * @param reasons reason codes, strongest first; screens have words for them
 * @param revision counts from 1; larger than 1 if the verdict changed later
 */
public record JudgedEvent(
        UUID id,
        TeamId team,
        UUID message,
        UUID recipient,
        EventKind kind,
        EventSource source,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable Integer linkPosition,
        @Nullable String agent,
        Map<String, String> detail,
        ActorKind actor,
        double confidence,
        List<String> reasons,
        int revision,
        Instant judgedAt) {
    public JudgedEvent {
        detail = Map.copyOf(detail);
        reasons = List.copyOf(reasons);
    }

    /**
     * How much of a person stands behind this event, 0 to 1: nothing for machines and for the sender; the confidence
     * for people and for image proxies behind which a person opened; for the unknown, what is left of doubt.
     */
    public double humanWeight() {
        return switch (actor) {
            case HUMAN, IMAGE_PROXY -> confidence;
            case UNKNOWN -> 0.5 * (1 - confidence);
            case PRIVACY_PROXY, SCANNER, PREFETCH, SELF -> 0;
        };
    }

    /** True if it may count as something a person did, in reports and for triggers: more likely than not. */
    public boolean isHuman() {
        return humanWeight() >= 0.5;
    }
}
