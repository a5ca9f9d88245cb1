package salesinsights.crm.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;

/**
 * A lead that is due, and what its CRM was told last.
 *
 * @param digest of what the CRM surely holds of it, null while that is unknown
 * @param facts of all of that but the score
 * @param toldScore 0 to 100, null if it was told of none
 * @param crmId the CRM's own id of the record, null if we do not know it
 * @param touchedAt timeline entries up to here are on their way, null if none are
 * @param suspect it failed before while the CRM took others since: the fault is likely its own
 */
record Due(
        UUID lead,
        @Nullable String digest,
        @Nullable String facts,
        @Nullable Integer toldScore,
        @Nullable String toldTier,
        @Nullable Instant pushedAt,
        @Nullable String crmId,
        @Nullable Instant touchedAt,
        boolean suspect) {
    static Due read(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("lead_id", UUID.class),
                row.getString("digest"),
                row.getString("facts"),
                row.getObject("told_score", Integer.class),
                row.getString("told_tier"),
                Database.instant(row, "pushed_at"),
                row.getString("crm_id"),
                Database.instant(row, "touched_at"),
                row.getBoolean("suspect"));
    }

    /** True if the CRM holds just this state. */
    boolean holds(Outgoing state) {
        return state.digest().equals(digest);
    }

    /**
     * True if the change is not worth a call yet: nothing but the score moved, by less than {@code step}, within its tier,
     * and the CRM was told less than {@code tellAfter} ago.
     */
    boolean isCalm(Outgoing state, int step, Duration tellAfter, Instant now) {
        Long score = state.score();
        return digest != null
                && state.facts().equals(facts)
                && score != null
                && toldScore != null
                && Math.abs(score - toldScore) < step
                && Objects.equals(state.tier(), toldTier)
                && pushedAt != null
                && now.isBefore(pushedAt.plus(tellAfter));
    }
}
