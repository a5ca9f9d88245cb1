package salesinsights.tracking.consent;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** Notes who changed the country table. */
@Singleton
public class PolicyChanged {
    PolicyChanged() {}

    /** Who publishes: Keycloak's name, and the team in whose audit log it is noted. */
    public record Publisher(String user, TeamId team) {
        /** The caller, in the log of a team of theirs. */
        public static Publisher of(Caller caller) {
            return new Publisher(
                    caller.username(), caller.ownTeams().getFirst().id());
        }
    }

    void published(PolicyRows.Edition edition, List<PolicyDraftView.Change> changes, Publisher by) {
        Log.infof("published policy edition=%d version=%s rows=%d by=%s", edition.number(), edition.version(), changes.size(), by.user());
    }
}
