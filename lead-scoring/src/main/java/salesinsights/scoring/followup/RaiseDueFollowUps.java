package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Duration;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/**
 * The sweep. Quartz only says when to look: what is due is decided by the database's clock, that there is one task by
 * its unique key, so that a second sweep at the same moment, here or on another node, does no harm.
 */
@Singleton
class RaiseDueFollowUps implements Recurring {
    private final NotReadRule notRead;
    private final RaisedFollowUps raised;
    private final Scopes scopes;
    private final FollowUpConfig config;

    RaiseDueFollowUps(NotReadRule notRead, RaisedFollowUps raised, Scopes scopes, FollowUpConfig config) {
        this.notRead = notRead;
        this.raised = raised;
        this.scopes = scopes;
        this.config = config;
    }

    @Override
    public String name() {
        return "raise-due-follow-ups";
    }

    @Override
    public Duration every() {
        return config.sweepEvery();
    }

    @Override
    public void run() {
        while (sweepOnce() >= config.batch()) {}
    }

    /** One batch of each kind in a transaction; how many the larger had. */
    int sweepOnce() {
        return scopes.asWorker(() -> Math.max(notRead.raiseDue(config.batch()), raised.wakeSnoozed(config.batch())));
    }
}
