package salesinsights.tracking.consent;

import java.util.Optional;
import salesinsights.tracking.team.TeamId;

/** Hands over the mail that asks somebody for consent: as it is, with nothing in it that tells anything back. */
public interface AskingMail {
    /**
     * Sends it through the team's server. Blocks, outside of any transaction.
     *
     * @param from the address of the rep who asks
     * @return why it was not taken, in words; empty if it was
     */
    Optional<String> send(TeamId team, String from, String to, String subject, String text);
}
