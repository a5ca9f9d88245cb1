package salesinsights.tracking.capture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.TeamId;

/**
 * A pixel or a link that somebody asked for, as the edge saw it and as it waits in the journal.
 *
 * @param id minted at the edge, kept for ever
 * @param recipient null if only a count may be kept; then there is no user agent and no network either
 * @param kind OPENED or CLICKED
 * @param linkPosition null for a pixel
 * @param userAgent as sent, at most {@value #LONGEST_AGENT} characters, for as long as the hit waits; the event keeps the family
 * @param network cut to /24 or /48
 * @param signals what the edge noticed, in the verdict room's words
 */
record Hit(
        UUID id,
        Instant at,
        TeamId team,
        UUID message,
        @Nullable UUID recipient,
        EventKind kind,
        @Nullable Integer linkPosition,
        @Nullable String userAgent,
        @Nullable String network,
        List<String> signals) {
    /** Characters of a user agent that are looked at. */
    static final int LONGEST_AGENT = 1000;

    Hit {
        signals = List.copyOf(signals);
        if (userAgent != null && userAgent.length() > LONGEST_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_AGENT);
        }
    }
}
