package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;

/** Tasks as rules open and cancel them, in the caller's transaction. */
@Singleton
class RaisedFollowUps {
    private final Database database;

    RaisedFollowUps(Database database) {
        this.database = database;
    }

    /** Opens the task; false if the rule has fired on its anchor before. PostgreSQL's unique key decides, nothing else. */
    boolean raise(FollowUp task) {
        String sql = """
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (team_id, lead_id, rule, anchor) do nothing
                """;
        return database.write(sql, task.row().toArray()) == 1;
    }

    /** Cancels what the rule opened on that anchor, unless somebody has closed it. */
    void cancel(LeadId lead, FollowUpRule rule, String anchor, String why) {
        String sql = """
                update follow_up set status = 'CANCELLED', outcome = ?
                where lead_id = ? and rule = ? and anchor = ? and status in ('OPEN', 'SNOOZED')
                """;
        database.write(sql, why, lead.value(), rule, anchor);
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

    /** How often the rule has fired for a lead, and when last. */
    record History(int times, boolean quiet) {}

    /**
     * Whether a lead's rule may fire again.
     *
     * @param quietSeconds a task that is younger, or not closed yet, keeps it quiet
     */
    History historyOf(LeadId lead, FollowUpRule rule, long quietSeconds) {
        String sql = """
                select count(*) as times,
                    coalesce(bool_or(status in ('OPEN', 'SNOOZED')
                        or created_at > now() - make_interval(secs => ?)), false) as quiet
                from follow_up where lead_id = ? and rule = ?
                """;
        return database.first(
                        sql,
                        row -> new History(row.getInt("times"), row.getBoolean("quiet")),
                        quietSeconds,
                        lead.value(),
                        rule)
                .orElseThrow();
    }

    /** The newest task of a rule that nobody has closed yet, by its anchor. */
    Optional<String> openAnchorOf(LeadId lead, FollowUpRule rule) {
        String sql = """
                select anchor from follow_up where lead_id = ? and rule = ? and status in ('OPEN', 'SNOOZED')
                order by created_at desc limit 1
                """;
        return database.first(sql, row -> row.getString("anchor"), lead.value(), rule);
    }

    /** The anchor of rules that fire on a recipient's copy of a message. */
    static String anchorOf(UUID recipient) {
        return recipient.toString();
    }
}
