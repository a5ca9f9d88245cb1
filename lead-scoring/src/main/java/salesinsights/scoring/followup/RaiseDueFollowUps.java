package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Duration;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Batches;
import salesinsights.tracking.team.Scopes;

/**
 * The sweep. Quartz only says when to look: what is due is decided by the database's clock, that there is one task by
 * its unique key, so that a second sweep at the same moment, here or on another node, does no harm.
 */
@Singleton
class RaiseDueFollowUps implements Recurring {
    private final RaisedFollowUps raised;
    private final SurveyLeads surveys;
    private final OwnerDays days;
    private final Batches batches;
    private final Batches.Rows due;
    private final Scopes scopes;
    private final FollowUpConfig config;

    RaiseDueFollowUps(
            RuleTimers timers,
            ActOnRules rules,
            RaisedFollowUps raised,
            SurveyLeads surveys,
            OwnerDays days,
            Batches batches,
            Scopes scopes,
            FollowUpConfig config) {
        this.raised = raised;
        this.surveys = surveys;
        this.days = days;
        this.batches = batches;
        this.scopes = scopes;
        this.config = config;
        this.due = new Batches.Rows("act on rule", timers::claimDue, rules::act, timers::putOff, Bell.News.SCORES);
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
        while (surveys.once(config.batch())) {}
        raiseDue();
        while (scopes.asWorker(() -> raised.wakeSnoozed(config.batch())) >= config.batch()) {}
        scopes.runAsWorker(days::forgetOld);
    }

    /** Acts on all timers that are due now, in batches of one transaction each. */
    void raiseDue() {
        while (batches.run(due, config.batch()) >= config.batch()) {}
    }

    /** One batch; true if there may be more. */
    boolean raiseOnce() {
        return batches.run(due, config.batch()) >= config.batch();
    }
}
