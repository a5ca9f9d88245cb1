package salesinsights.tracking.consent;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** Notes who changed the country table. */
@Singleton
public class PolicyChanged {
    private static final int NAMED = 40;

    private final AuditLog audit;

    PolicyChanged(AuditLog audit) {
        this.audit = audit;
    }

    /** Who publishes: Keycloak's name, and the team in whose audit log it is noted. */
    public record Publisher(String user, TeamId team) {
        /** The caller, in the log of a team of theirs. */
        public static Publisher of(Caller caller) {
            return new Publisher(caller.username(), caller.ownTeams().getFirst().id());
        }
    }

    void published(PolicyRows.Edition edition, List<PolicyDraftView.Change> changes, Publisher by) {
        Map<String, String> facts = Map.of(
                "version",
                edition.version(),
                "regions",
                changes.stream()
                        .limit(NAMED)
                        .map(PolicyDraftView.Change::region)
                        .collect(Collectors.joining(" ")));
        String subject = "policy:" + edition.number();
        audit.note(new AuditEntry(by.team(), AuditAction.POLICY_CHANGED, by.user(), subject, edition.note(), facts));
        Log.infof("published policy edition=%d rows=%d by=%s", edition.number(), changes.size(), by.user());
    }
}
