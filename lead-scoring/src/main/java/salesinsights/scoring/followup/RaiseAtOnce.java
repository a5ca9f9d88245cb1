package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Draining;

/** Acts on what is due the moment it comes about, so that a click is a task within a second; the rest is Quartz's. */
@Singleton
class RaiseAtOnce implements Draining {
    private final RaiseDueFollowUps sweep;

    RaiseAtOnce(RaiseDueFollowUps sweep) {
        this.sweep = sweep;
    }

    @Override
    public String name() {
        return "raise-at-once";
    }

    @Override
    public boolean drainOnce() {
        return sweep.raiseOnce();
    }

    @Override
    public Duration restFor() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Set<Bell.News> waitsFor() {
        return Set.of(Bell.News.SCORES);
    }
}
