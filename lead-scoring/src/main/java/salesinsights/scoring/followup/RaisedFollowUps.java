package salesinsights.scoring.followup;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;

/** Tasks as rules open and cancel them, in the caller's transaction. */
@Singleton
class RaisedFollowUps {
    private final Database database;
    private final Firings firings;
    private final List<RuleNotices> listeners;

    private final List<RuleEnrolments> enrolments;

    RaisedFollowUps(
            Database database,
            Firings firings,
            @All List<RuleNotices> listeners,
            @All List<RuleEnrolments> enrolments) {
        this.database = database;
        this.firings = firings;
        this.listeners = listeners;
        this.enrolments = enrolments;
    }

    /** Opens the task; false if the rule has fired on its anchor before. PostgreSQL's unique key decides, nothing else. */
    boolean raise(FollowUp task) {
        String sql = """
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """;
        return database.write(sql, task.row().toArray()) == 1;
    }

    /** Cancels the task that the rule opened, unless somebody has closed it, and withdraws what it told. */
    void takeBack(RuleTimers.Timer timer, String why) {
        String sql = """
                update follow_up set status = 'CANCELLED', outcome = ?
                where team_id = ? and lead_id = ? and rule = ? and anchor = ? and status in ('OPEN', 'SNOOZED')
                """;
        database.write(sql, why, timer.team().value(), timer.lead().value(), timer.rule(), timer.anchor());
        firings.withdraw(timer);
        String anchor = PerformActions.anchorOf(timer);
        listeners.forEach(one -> one.takenBack(timer.team(), timer.lead(), anchor));
        enrolments.forEach(one -> one.takenBack(timer.team(), timer.lead(), anchor));
    }

    /** Opens again what was put off until now, by the database's clock; how many. */
    int wakeSnoozed(int atMost) {
        String sql = """
                update follow_up set status = 'OPEN' where id = any (array(
                    select id from follow_up where status = 'SNOOZED' and due_at <= now()
                    order by due_at limit ? for update skip locked))
                """;
        return database.write(sql, atMost);
    }

    /** Whether a task of the rule is still to be done. */
    boolean hasOpen(LeadId lead, String rule) {
        String sql = "select 1 from follow_up where lead_id = ? and rule = ? and status in ('OPEN', 'SNOOZED') limit 1";
        return database.first(sql, row -> true, lead.value(), rule).isPresent();
    }
}
