package salesinsights.scoring.calendar;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.Priorities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** A calendar program never logs in: its feed holds for the teams that the person was last seen in. */
class ConfirmFeeds {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int KEPT = 10_000;

    private record Seen(Set<TeamId> teams, Instant at) {}

    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;
    private final TaskFeeds feeds;
    private final Scopes scopes;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > KEPT;
        }
    };

    ConfirmFeeds(
            CurrentIdentityAssociation identity, CurrentCaller caller, TaskFeeds feeds, Scopes scopes, Clock clock) {
        this.identity = identity;
        this.caller = caller;
        this.feeds = feeds;
        this.scopes = scopes;
        this.clock = clock;
    }

    // After the caller is known, before the resource's own transaction.
    @ServerRequestFilter(priority = Priorities.USER + 4)
    void note() {
        if (!BlockingOperationControl.isBlockingAllowed()
                || identity.getIdentity().isAnonymous()) {
            return;
        }
        Caller who = caller.get();
        Set<TeamId> teams = who.ownTeams().stream().map(Team::id).collect(Collectors.toSet());
        String login = who.username() + '\n' + who.session().id();
        if (isNews(login, teams) && scopes.asWorker(() -> feeds.seen(who.username(), who.session(), teams))) {
            remember(login, teams);
        }
    }

    private synchronized boolean isNews(String login, Set<TeamId> teams) {
        Seen before = seen.get(login);
        return before == null
                || !before.teams().equals(teams)
                || before.at().isBefore(clock.instant().minus(EVERY));
    }

    private synchronized void remember(String login, Set<TeamId> teams) {
        seen.put(login, new Seen(teams, clock.instant()));
    }
}
