package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** What people object to elsewhere than on their page: a provider's unsubscribe link, a complaint. */
@Singleton
public class Objections {
    private final RecipientChoices choices;

    Objections(RecipientChoices choices) {
        this.choices = choices;
    }

    /** The person wants no more mail from the team; once is enough. In the caller's transaction. */
    public void toMail(TeamId team, UUID message, UUID recipient, String address) {
        choices.object(new RecipientChoices.Reader(team, message, recipient, address));
    }
}
