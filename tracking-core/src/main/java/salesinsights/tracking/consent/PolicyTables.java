package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import salesinsights.tracking.team.Caller;

/** The country table together with what the teams of a caller narrowed it to. */
@Singleton
public class PolicyTables {
    private final Policy policy;
    private final TeamLimits limits;

    PolicyTables(Policy policy, TeamLimits limits) {
        this.policy = policy;
        this.limits = limits;
    }

    /** The table as this caller may see it, in the caller's transaction. */
    public PolicyView seenBy(Caller caller) {
        return PolicyView.of(policy, caller.visibleTeams(), limits::of);
    }
}
