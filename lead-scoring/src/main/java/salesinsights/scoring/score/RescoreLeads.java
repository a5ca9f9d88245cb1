package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/**
 * Hands leads that another model holds for by now to scoring, a thousand at a time and only while it has little to do, so
 * that what happens meanwhile never waits behind history. It goes on where it was after a crash.
 */
@Singleton
class RescoreLeads implements salesinsights.tracking.ground.Draining {
    private static final int BATCH = 1000;

    private final Rescorings rescorings;
    private final Regimes regimes;
    private final Scopes scopes;
    private final Clock clock;

    RescoreLeads(Rescorings rescorings, Regimes regimes, Scopes scopes, Clock clock) {
        this.rescorings = rescorings;
        this.regimes = regimes;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rescore-leads";
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> !rescorings.isBusy(2 * BATCH)
                && rescorings
                        .claim()
                        .map(open -> rescorings.handOn(open, teams(open), BATCH, clock.instant()) == BATCH)
                        .orElse(false));
    }

    private Set<TeamId> teams(Rescorings.Open open) {
        return regimes.teamsBelow(open.team()).stream().map(Team::id).collect(Collectors.toSet());
    }
}
