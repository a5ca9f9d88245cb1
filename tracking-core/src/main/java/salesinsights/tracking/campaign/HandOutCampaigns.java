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
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Composition;
import salesinsights.tracking.message.Mailbox;
import salesinsights.tracking.message.Messages;
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

    // Hard bounces and complaints say that another mail would do harm.
    private static final String SUPPRESSED = """
            select e.kind from recipient r join tracking_event e on e.recipient_id = r.id
            where r.team_id = ? and r.address = ? and e.kind in ('HARD_BOUNCED', 'COMPLAINED')
            order by e.occurred_at desc limit 1
            """;

    private final Statements statements;
    private final CampaignTable table;
    private final Templates templates;
    private final Messages messages;
    private final Decisions decisions;
    private final Scopes scopes;
    private final Clock clock;

    HandOutCampaigns(
            Statements statements,
            CampaignTable table,
            Templates templates,
            Messages messages,
            Decisions decisions,
            Scopes scopes,
            Clock clock) {
        this.statements = statements;
        this.table = table;
        this.templates = templates;
        this.messages = messages;
        this.decisions = decisions;
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

    /** What a turn came to. */
    private sealed interface End {
        record Handed(UUID message) implements End {}

        record Skipped(String why) implements End {}

        record Refused(String why) implements End {}

        /** Nothing can be sent for now: the campaign waits for somebody to mend it. */
        record Halted(String why) implements End {}
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
        if (!decisions.mayMail(turn.team().id(), turn.to().address())) {
            return new End.Skipped("Does not want mail from this team.");
        }
        String suppressed = suppressed(turn);
        if (suppressed != null) {
            return new End.Skipped(suppressed);
        }
        try {
            return new End.Handed(messages.submit(turn.sender(), turn.team(), composition(turn), turn.key()));
        } catch (Problem refused) {
            return refused.status() == 422 || refused.status() == 502
                    ? new End.Halted(refused.detail())
                    : new End.Refused(refused.detail());
        } catch (RuntimeException failed) {
            Log.warnf(failed, "campaign=%s position=%d failed", turn.campaign(), turn.position());
            return retried(turn);
        }
    }

    private Composition composition(Turn turn) {
        Set<TeamId> teams = Set.of(turn.team().id());
        CampaignView campaign = table.one(teams, turn.campaign()).orElseThrow();
        Letter letter = templates.letterAt(teams, campaign.template(), campaign.templateVersion());
        return Campaigns.composition(
                letter.to(turn.to().filling(turn.sender().name(), turn.sender().email())),
                new Mailbox(turn.to().address(), turn.to().name(), turn.to().country()),
                campaign,
                TrackingSwitch.of(campaign.tracking()),
                campaign.name());
    }

    private @Nullable String suppressed(Turn turn) {
        return statements
                .list(
                        SUPPRESSED,
                        row -> row.getString(1),
                        turn.team().id().value(),
                        turn.to().address())
                .stream()
                .findFirst()
                .map(kind -> kind.equals("COMPLAINED")
                        ? "Complained about earlier mail from this team."
                        : "Earlier mail to this address came back for good.")
                .orElse(null);
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
