package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Duration;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/** Works out anew where tiers begin that are quartiles: scores fade and leads come and go. */
@Singleton
class DrawTierLines implements Recurring {
    private final ScoringModelTable table;
    private final TierLines lines;
    private final Scopes scopes;

    DrawTierLines(ScoringModelTable table, TierLines lines, Scopes scopes) {
        this.table = table;
        this.lines = lines;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "draw-tier-lines";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        scopes.asWorker(table::published).forEach(one -> scopes.runAsWorker(() -> lines.draw(one.id(), one.team())));
    }
}
