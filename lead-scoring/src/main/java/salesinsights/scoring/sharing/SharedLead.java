package salesinsights.scoring.sharing;

import java.time.Instant;
import java.util.List;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.Tier;

/**
 * Somebody else's lead that the caller may see.
 *
 * @param work true if the caller may change fields of it
 * @param score 0 to 100, of this moment
 * @param reasons the strongest first, in words
 */
public record SharedLead(
        Lead lead, boolean work, String sharedBy, Instant sharedAt, int score, Tier tier, List<String> reasons) {
    public SharedLead {
        reasons = List.copyOf(reasons);
    }
}
