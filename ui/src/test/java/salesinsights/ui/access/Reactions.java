package salesinsights.ui.access;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** What people do with the American message. */
@Singleton
class Reactions {
    private final EventLog events;
    private final SentMail mail;
    private final Scopes scopes;
    private final Teams teams;
    private final Clock clock;

    Reactions(EventLog events, SentMail mail, Scopes scopes, Teams teams, Clock clock) {
        this.events = events;
        this.mail = mail;
        this.scopes = scopes;
        this.teams = teams;
        this.clock = clock;
    }

    /** A person reads, clicks twice, and answers. */
    void react(UUID message) {
        scopes.runAsWorker(() -> {
            SentTo sent =
                    mail.to(teams.require(new TeamPath("/teams/us")).id(), List.of(AmericanThings.ADDRESS)).stream()
                            .filter(to -> to.message().equals(message))
                            .findFirst()
                            .orElseThrow();
            Instant now = clock.instant();
            events.append(List.of(
                    event(sent, EventKind.OPENED, EventSource.PIXEL, now.minusSeconds(40), null),
                    event(sent, EventKind.CLICKED, EventSource.LINK, now.minusSeconds(30), 0),
                    event(sent, EventKind.CLICKED, EventSource.LINK, now.minusSeconds(10), 1),
                    event(sent, EventKind.REPLIED, EventSource.MAILBOX, now, null)));
        });
    }

    private static TrackingEvent event(
            SentTo sent, EventKind kind, EventSource source, Instant at, @Nullable Integer link) {
        String agent = source == EventSource.MAILBOX ? null : "Chrome on Windows";
        return new TrackingEvent(
                Ids.next(),
                at,
                sent.team(),
                sent.message(),
                sent.recipient(),
                kind,
                source,
                at,
                link,
                agent,
                null,
                List.of(),
                Map.of());
    }
}
