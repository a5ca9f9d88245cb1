package salesinsights.crm.sync;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;

/**
 * A lead's state on its way.
 *
 * @param digest hexadecimal, of all that the CRM is told but the version
 * @param facts hexadecimal, of all of that but the score and the last touch
 */
record Outgoing(UUID id, CrmLead lead, String digest, String facts) {
    /** 0 to 100, null if there is none. */
    @Nullable
    Long score() {
        CrmLead.Score score = lead.score();
        return score == null ? null : (Long) (long) score.score();
    }

    @Nullable
    String tier() {
        CrmLead.Score score = lead.score();
        return score == null ? null : score.tier();
    }

    Outgoing knownAs(@Nullable String crmId) {
        return new Outgoing(id, lead.knownAs(crmId), digest, facts);
    }
}
