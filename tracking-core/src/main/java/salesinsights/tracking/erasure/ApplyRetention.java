package salesinsights.tracking.erasure;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;

/** Removes what is older than a team keeps it, once a day; what went is counted in the audit log. */
@Singleton
class ApplyRetention implements Recurring {
    private static final int AT_ONCE = 500;
    private static final int ANSWERS_KEPT_DAYS = 30;

    private final Retention retention;
    private final RequestTable requests;
    private final AuditLog audit;
    private final Scopes scopes;
    private final Teams teams;

    ApplyRetention(Retention retention, RequestTable requests, AuditLog audit, Scopes scopes, Teams teams) {
        this.retention = retention;
        this.requests = requests;
        this.audit = audit;
        this.scopes = scopes;
        this.teams = teams;
    }

    @Override
    public String name() {
        return "apply-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(24);
    }

    @Override
    public void run() {
        scopes.runAsWorker(() -> requests.dropAnswers(retention.before(ANSWERS_KEPT_DAYS)));
        for (Team team : teams.all()) {
            retention.classes().forEach(kept -> apply(team, kept));
        }
    }

    private void apply(Team team, Kept kept) {
        long total = 0;
        int dropped;
        do {
            dropped = scopes.asWorker(() -> {
                Instant before = retention.before(retention.days(team.id(), kept));
                return kept.drop(team.id(), before, AT_ONCE);
            });
            total += dropped;
        } while (dropped == AT_ONCE);
        if (total > 0) {
            note(team, kept, total);
        }
    }

    private void note(Team team, Kept kept, long total) {
        String name = kept.bounds().name();
        scopes.runAsWorker(() -> audit.note(new AuditEntry(
                team.id(),
                AuditAction.RETENTION_APPLIED,
                name(),
                "class:" + name,
                null,
                Map.of("gone", Long.toString(total)))));
        Log.infof("retention: class=%s gone=%d", name, total);
    }
}
