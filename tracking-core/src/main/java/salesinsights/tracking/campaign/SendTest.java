package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.util.UUID;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Composition;
import salesinsights.tracking.message.Messages;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;

/** A campaign's mail to oneself, before anybody else gets it. Call it outside of a transaction. */
@Singleton
public class SendTest {
    private final Campaigns campaigns;
    private final Messages messages;
    private final Scopes scopes;

    SendTest(Campaigns campaigns, Messages messages, Scopes scopes) {
        this.campaigns = campaigns;
        this.messages = messages;
        this.scopes = scopes;
    }

    /**
     * Sends what the first recipient would get to the caller, untracked.
     *
     * @return the message
     * @throws Problem if there is no such campaign, or the caller has no address
     */
    public UUID toMyself(Caller caller, UUID campaign) {
        if (caller.email().isEmpty()) {
            throw Problem.invalid("to", "is missing: your account has no e-mail address");
        }
        Composition test = scopes.inTeams(
                caller.visibleTeamIds(), () -> campaigns.test(caller, caller.visibleTeamIds(), campaign));
        Team team = caller.visibleTeams().stream()
                .filter(one -> one.path().value().equals(test.team()))
                .findFirst()
                .orElseThrow(Problem::notFound);
        return messages.compose(caller, team, test, Messages.Wish.NOTHING)
                .message()
                .id();
    }
}
