package salesinsights.tracking.capture;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.TeamId;

/**
 * Something on the public edge that somebody asked for or sent, as the edge saw it and as it waits in the journal.
 *
 * @param id minted at the edge, kept for ever
 * @param recipient null if only a count may be kept; then there is no user agent and no network either
 * @param message of nobody's message the site or the document that it is counted under
 * @param kind a kind that {@link HitFormat} knows
 * @param linkPosition null for what is not a link
 * @param userAgent as sent, at most {@value #LONGEST_AGENT} characters, for as long as the hit waits; the event keeps the family
 * @param network cut to /24 or /48
 * @param signals what the edge noticed, in the verdict room's words
 * @param detail as the event will carry it; for a page {@value #SITE}, {@value #ORIGIN}
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
        List<String> signals,
        Map<String, String> detail) {
    /** Characters of a user agent that are looked at. */
    static final int LONGEST_AGENT = 1000;

    /** In the detail of what a page sent: id of the site, and the page's origin. */
    static final String SITE = "site";

    static final String ORIGIN = "origin";

    Hit {
        signals = List.copyOf(signals);
        detail = Map.copyOf(detail);
        if (userAgent != null && userAgent.length() > LONGEST_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_AGENT);
        }
    }

    /** The same, of which more is known at its end. */
    Hit ended(Instant when, Map<String, String> known) {
        return new Hit(id, when, team, message, recipient, kind, linkPosition, userAgent, network, signals, known);
    }
}
