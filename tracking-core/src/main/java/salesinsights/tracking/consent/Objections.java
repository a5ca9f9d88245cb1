package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.team.TeamId;

/** What people object to elsewhere than on their page: a provider's unsubscribe link, a complaint, a flag in the CRM. */
@Singleton
public class Objections {
    private static final Set<Matter> RECORDING =
            Set.of(Matter.OPEN, Matter.CLICK, Matter.WEB, Matter.READ_RECEIPT, Matter.SCORE);

    private final RecipientChoices choices;
    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final Withdrawals withdrawals;

    Objections(RecipientChoices choices, ConsentLedger ledger, ConsentKeys keys, Withdrawals withdrawals) {
        this.choices = choices;
        this.ledger = ledger;
        this.keys = keys;
        this.withdrawals = withdrawals;
    }

    /** What a flag of a CRM says no to. */
    public enum Flag {
        MAIL,
        TRACKING,
        /** Mail and tracking. */
        CONTACT;

        private boolean covers(Matter matter) {
            return (this != TRACKING && matter == Matter.MAIL) || (this != MAIL && RECORDING.contains(matter));
        }
    }

    /** The person wants no more mail from the team; once is enough. In the caller's transaction. */
    public void toMail(TeamId team, UUID message, UUID recipient, String address) {
        choices.object(new RecipientChoices.Reader(team, message, recipient, address));
    }

    /**
     * A CRM says that the person does not want it. The flag only ever adds an objection, and none that the person has
     * taken back here: the person has the last word. In the caller's transaction.
     *
     * @param evidence where the flag was seen
     * @return true if it was news
     */
    public boolean flagged(TeamId team, String address, Flag flag, String evidence) {
        Subject subject = keys.subject(address);
        List<ConsentRecord> added = ledger.append(
                team,
                subject,
                standing -> List.of(Matter.values()).stream()
                        .filter(flag::covers)
                        .filter(matter -> standing.apply(matter).objected() == 0)
                        .map(matter ->
                                new Statement(subject, matter, State.OBJECTED, Method.IMPORT, null, evidence, "crm"))
                        .toList());
        if (!added.isEmpty()) {
            withdrawals.chosen(team, address);
        }
        return !added.isEmpty();
    }
}
