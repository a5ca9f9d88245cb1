package salesinsights.scoring.followup;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import salesinsights.tracking.team.Scopes;

/**
 * The sweep. Quartz only says when to look: what is due is decided by the database's clock, that there is one task by
 * its unique key, so that a second sweep at the same moment, here or on another node, does no harm.
 */
@Singleton
class RaiseDueFollowUps {
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

    @Scheduled(
            identity = "raise-due-follow-ups",
            every = "${insights.followup.sweep-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        while (sweepOnce() >= config.batch()) {}
    }

    /** One batch of each kind in a transaction; how many the larger had. */
    int sweepOnce() {
        return scopes.asWorker(() -> Math.max(notRead.raiseDue(config.batch()), raised.wakeSnoozed(config.batch())));
    }
}
