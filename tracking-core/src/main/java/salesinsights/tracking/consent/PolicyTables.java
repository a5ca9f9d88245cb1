package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import salesinsights.tracking.team.Caller;

/** The country table together with what the teams of a caller narrowed it to. */
@Singleton
public class PolicyTables {
    private final PolicyInForce inForce;
    private final TeamLimits limits;
    private final Clock clock;

    PolicyTables(PolicyInForce inForce, TeamLimits limits, Clock clock) {
        this.inForce = inForce;
        this.limits = limits;
        this.clock = clock;
    }

    /** The table as this caller may see it, in the caller's transaction. */
    public PolicyView seenBy(Caller caller) {
        return PolicyView.of(
                inForce.fresh(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                caller.visibleTeams(),
                limits::of);
    }
}
