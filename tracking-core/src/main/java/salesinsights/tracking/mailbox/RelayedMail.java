package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/** Takes in mail that a relay received for an address which a team has set up for that. */
@Singleton
public class RelayedMail {
    private final MailboxTable table;
    private final ReturnedMails returned;
    private final Teams teams;
    private final Scopes scopes;

    RelayedMail(MailboxTable table, ReturnedMails returned, Teams teams, Scopes scopes) {
        this.table = table;
        this.returned = returned;
        this.teams = teams;
        this.scopes = scopes;
    }

    /** True if mail to this address is taken in: a relay that answers RCPT asks this. In a transaction of its own. */
    public boolean takes(String address) {
        return scopes.asWorker(() -> table.ofRelayAddress(address)).isPresent();
    }

    /** Takes in one raw message, and has committed when it returns; empty if nobody has set up this address. */
    public Optional<MailResult> accept(String address, byte[] raw) {
        return scopes.asWorker(() -> table.ofRelayAddress(address))
                .flatMap(teams::find)
                .map(home -> {
                    Set<TeamId> served =
                            teams.subtrees(Set.of(home)).stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
                    return scopes.inTeams(served, () -> returned.accept(raw, served, home.id(), EventSource.MAILBOX));
                });
    }
}
