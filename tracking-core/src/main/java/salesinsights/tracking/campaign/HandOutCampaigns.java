package salesinsights.tracking.campaign;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.campaign.TemplateMail.End;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * Hands the recipients of running campaigns over to be sent, one by one, turn by turn between campaigns. A recipient is
 * locked while its message is made; the message has the key of its place in the campaign, so that a crash between making
 * it and noting it makes no second one.
 */
@Singleton
class HandOutCampaigns implements Draining {
    private static final int MOST_ATTEMPTS = 5;

    // One locked row per running campaign, of which the one that is furthest behind is taken. A team that has fifty
    // copies waiting for their hand-over gets no more: mail that somebody writes meanwhile must not stand behind them.
    private static final String CLAIM = """
            select c.id, c.team_id, g.path, c.created_by, c.sender_name, c.sender_address, r.position, r.address,
                r.name, r.country, r.fields
            from campaign c join team g on g.id = c.team_id
            cross join lateral (select * from campaign_recipient cr where cr.campaign_id = c.id
                and cr.state = 'WAITING' order by cr.position limit 1 for update skip locked) r
            where c.state = 'RUNNING' and (select count(*) from (select 1 from copy_to_send q
                where q.team_id = c.team_id and q.due_at <= clock_timestamp() limit 50) w) < 50
            order by r.attempts, r.position, c.id limit 1
            """;

    private final Statements statements;
    private final CampaignTable table;
    private final TemplateMail mail;
    private final Scopes scopes;
    private final Clock clock;

    HandOutCampaigns(Statements statements, CampaignTable table, TemplateMail mail, Scopes scopes, Clock clock) {
        this.statements = statements;
        this.table = table;
        this.mail = mail;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "hand-out-campaigns";
    }

    /** A recipient whose turn it is. */
    private record Turn(UUID campaign, Team team, Caller sender, int position, RecipientRow to) {
        String key() {
            return "campaign-" + campaign + "-" + position;
        }
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> {
            List<Turn> turns = statements.list(CLAIM, this::turn);
            if (turns.isEmpty()) {
                finish();
                return false;
            }
            Turn turn = turns.getFirst();
            note(turn, handOver(turn));
            return true;
        });
    }

    private End handOver(Turn turn) {
        CampaignView campaign =
                table.one(Set.of(turn.team().id()), turn.campaign()).orElseThrow();
        TemplateMail.What what = new TemplateMail.What(
                campaign.template(),
                campaign.templateVersion(),
                campaign.templateName(),
                campaign.name(),
                TrackingSwitch.of(campaign.tracking()),
                campaign.readTime(),
                campaign.readReceipt());
        RecipientRow to = turn.to();
        try {
            return mail.send(
                    turn.sender(),
                    turn.team(),
                    what,
                    new TemplateMail.To(to.address(), to.name(), to.country(), to.values()),
                    turn.key());
        } catch (RuntimeException failed) {
            Log.warnf(failed, "campaign=%s position=%d failed", turn.campaign(), turn.position());
            return retried(turn);
        }
    }

    /** Another time, after all others; for good after some. */
    private End retried(Turn turn) {
        int attempts = statements
                .list(
                        "update campaign_recipient set attempts = attempts + 1 where campaign_id = ? and position = ?"
                                + " returning attempts",
                        row -> row.getInt(1),
                        turn.campaign(),
                        turn.position())
                .getFirst();
        return attempts < MOST_ATTEMPTS
                ? new End.Halted("Something went wrong on our side; resume to try again.")
                : new End.Refused("Could not be made into a message.");
    }

    private void note(Turn turn, End end) {
        switch (end) {
            case End.Handed(var message) -> ended(turn, "HANDED", message, null);
            case End.Skipped(var why) -> ended(turn, "SKIPPED", null, why);
            case End.Refused(var why) -> ended(turn, "FAILED", null, cut(why));
            case End.Halted(var why) ->
                statements.change(
                        "update campaign set state = 'PAUSED', trouble = ? where id = ? and state = 'RUNNING'",
                        cut(why),
                        turn.campaign());
        }
    }

    private static String cut(String why) {
        return why.length() > 1_000 ? why.substring(0, 1_000) : why;
    }

    private void ended(Turn turn, String state, @Nullable UUID message, @Nullable String why) {
        statements.change(
                "update campaign_recipient set state = ?, message_id = ?, reason = ?, ended_at = ?"
                        + " where campaign_id = ? and position = ?",
                state,
                message,
                why,
                clock.instant().atOffset(ZoneOffset.UTC),
                turn.campaign(),
                turn.position());
    }

    /** Rows that another node has locked still count as waiting. */
    private void finish() {
        statements.change(
                "update campaign c set state = 'DONE', ended_at = ? where c.state = 'RUNNING' and not exists"
                        + " (select 1 from campaign_recipient cr where cr.campaign_id = c.id and cr.state = 'WAITING')",
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private Turn turn(ResultSet row) throws SQLException {
        Team team = new Team(new TeamId(row.getLong("team_id")), new TeamPath(row.getString("path")));
        Caller sender = new Caller(
                row.getString("created_by"),
                row.getString("sender_name"),
                row.getString("sender_address"),
                Set.of(Caller.REP),
                List.of(team),
                List.of(team));
        return new Turn(row.getObject("id", UUID.class), team, sender, row.getInt("position"), table.recipient(row));
    }
}
