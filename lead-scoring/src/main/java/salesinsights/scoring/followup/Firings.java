package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** What rules did, for those who follow it: notices to be told, above all. In the caller's transaction. */
@Singleton
public class Firings {
    private final Database database;

    Firings(Database database) {
        this.database = database;
    }

    /**
     * An action of a rule.
     *
     * @param anchor what the rule fired on
     * @param action {@code task notice field sequence}
     * @param person Keycloak name of whom it concerns, null if nobody yet
     * @param withdrawnAt when what it fired on turned out not to be so
     * @param transaction of the last change: with the id, the place to go on from
     */
    public record Firing(
            UUID id,
            TeamId team,
            LeadId lead,
            String rule,
            String anchor,
            String action,
            @Nullable String person,
            String text,
            Instant firedAt,
            @Nullable Instant withdrawnAt,
            String transaction) {}

    /**
     * Notices that were fired or withdrawn behind a place, in an order in which no late commit is missed; for a job, which
     * sees all teams.
     *
     * @param transaction of the last one that is known, "0" to begin
     * @param id of the last one that is known
     * @param atMost 1 to 10,000
     */
    public List<Firing> noticesAfter(String transaction, UUID id, int atMost) {
        String sql = """
                select * from rule_firing where (changed_xid, id) > (?::xid8, ?) and action = 'notice'
                  and changed_xid < pg_snapshot_xmin(pg_current_snapshot())
                order by changed_xid, id limit ?
                """;
        return database.list(sql, Firings::read, transaction, id, atMost);
    }

    /** Notes an action; false if the rule has taken it on its anchor before. The unique key decides, nothing else. */
    boolean note(RuleTimers.Timer timer, String action, @Nullable String person, String text) {
        String sql = """
                insert into rule_firing (id, team_id, lead_id, rule_id, anchor, action, person, text)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """;
        return database.write(
                        sql,
                        Ids.next(),
                        timer.team().value(),
                        timer.lead().value(),
                        timer.rule(),
                        timer.anchor(),
                        action,
                        person,
                        text)
                == 1;
    }

    /** What the rule fired on is no longer so. */
    void withdraw(RuleTimers.Timer timer) {
        String sql = """
                update rule_firing set withdrawn_at = now(), changed_xid = pg_current_xact_id()
                where team_id = ? and lead_id = ? and rule_id = ? and anchor = ? and withdrawn_at is null
                """;
        database.write(sql, timer.team().value(), timer.lead().value(), timer.rule(), timer.anchor());
    }

    private static Firing read(ResultSet row) throws SQLException {
        return new Firing(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                row.getString("rule_id"),
                row.getString("anchor"),
                row.getString("action"),
                row.getString("person"),
                row.getString("text"),
                Objects.requireNonNull(Database.instant(row, "fired_at")),
                Database.instant(row, "withdrawn_at"),
                row.getString("changed_xid"));
    }
}
