package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Composition;
import salesinsights.tracking.message.Mailbox;
import salesinsights.tracking.message.Messages;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** One version of a template as a mail to one person: what campaigns and sequences send. */
@Singleton
public class TemplateMail {
    // Hard bounces and complaints say that another mail would do harm.
    private static final String SUPPRESSED = """
            select e.kind from recipient r join tracking_event e on e.recipient_id = r.id
            where r.team_id = ? and r.address = ? and e.kind in ('HARD_BOUNCED', 'COMPLAINED')
            order by e.occurred_at desc limit 1
            """;

    // Mail that somebody writes meanwhile must not stand behind what comes from lists.
    private static final String CROWDED = """
            select count(*) from (select 1 from copy_to_send q
                where q.team_id = ? and q.due_at <= clock_timestamp() limit 50) w
            """;
    private static final int CROWD = 50;

    private final Statements statements;
    private final Templates templates;
    private final Messages messages;
    private final Decisions decisions;

    TemplateMail(Statements statements, Templates templates, Messages messages, Decisions decisions) {
        this.statements = statements;
        this.templates = templates;
        this.messages = messages;
        this.decisions = decisions;
    }

    /**
     * What is sent.
     *
     * @param templateName what reports call it
     * @param campaign what reports count the message under
     */
    public record What(
            UUID template,
            int version,
            String templateName,
            String campaign,
            TrackingSwitch tracking,
            boolean readTime,
            boolean readReceipt) {}

    /**
     * Whom it is sent to.
     *
     * @param address lower case, checked
     * @param country ISO 3166-1 or -2, null if nobody said
     * @param values of placeholders, by name
     */
    public record To(String address, String name, @Nullable String country, Map<String, String> values) {
        public To {
            values = Map.copyOf(values);
        }
    }

    /** What it came to. */
    public sealed interface End {
        /** The message exists and is on its way. */
        record Handed(UUID message) implements End {}

        /** This person is sent nothing, now or later. */
        record Skipped(String why) implements End {}

        /** Cannot be made into a message. */
        record Refused(String why) implements End {}

        /** Nothing can be sent for now, to nobody: somebody has to mend it. */
        record Halted(String why) implements End {}
    }

    /** Why nothing is sent to the address, if so; in the caller's transaction. */
    public Optional<String> against(TeamId team, String address) {
        if (!decisions.mayMail(team, address)) {
            return Optional.of("Does not want mail from this team.");
        }
        return statements.list(SUPPRESSED, row -> row.getString(1), team.value(), address).stream()
                .findFirst()
                .map(kind -> kind.equals("COMPLAINED")
                        ? "Complained about earlier mail from this team."
                        : "Earlier mail to this address came back for good.");
    }

    /** True if so much of the team's mail waits for its hand-over that a list should wait; in the caller's transaction. */
    public boolean isCrowded(TeamId team) {
        return statements.list(CROWDED, row -> row.getInt(1), team.value()).getFirst() >= CROWD;
    }

    /**
     * Queues the mail if the person may be sent it. The message is made in a transaction of its own; the key makes a second
     * attempt after a crash find the first one's.
     *
     * @param sender in whose name it goes out
     * @param key the same for the same mail, ever; at most 200 characters
     */
    public End send(Caller sender, Team team, What what, To to, String key) {
        Optional<String> against = against(team.id(), to.address());
        if (against.isPresent()) {
            return new End.Skipped(against.get());
        }
        try {
            return new End.Handed(messages.submit(sender, team, composition(sender, team, what, to), key));
        } catch (Problem refused) {
            return refused.status() == 422 || refused.status() == 502
                    ? new End.Halted(refused.detail())
                    : new End.Refused(refused.detail());
        }
    }

    private Composition composition(Caller sender, Team team, What what, To to) {
        Letter letter = templates
                .letterAt(Set.of(team.id()), what.template(), what.version())
                .to(new RecipientRow(to.address(), to.name(), to.country(), to.values())
                        .filling(sender.name(), sender.email()));
        return new Composition(
                null,
                List.of(new Mailbox(to.address(), to.name(), to.country())),
                List.of(),
                letter.subject(),
                letter.html(),
                letter.text(),
                what.campaign(),
                what.templateName(),
                what.tracking(),
                team.path().value(),
                true,
                what.readTime(),
                what.readReceipt());
    }
}
