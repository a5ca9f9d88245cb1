package salesinsights.ui.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditView;
import salesinsights.tracking.erasure.PrivacyRequest;
import salesinsights.ui.page.When;

/**
 * What waits for the privacy officer.
 *
 * @param nextDueAt when the next month is over; null if nothing is asked
 * @param chains the teams' audit logs
 */
record HomeScreen(PrivacyRequest.Load load, @Nullable When nextDueAt, List<AuditView.Chain> chains) {
    HomeScreen {
        chains = List.copyOf(chains);
    }

    /** True if every log is as it was written. */
    public boolean isIntact() {
        return chains.stream().allMatch(AuditView.Chain::intact);
    }

    public long entries() {
        return chains.stream().mapToLong(AuditView.Chain::entries).sum();
    }
}
