package salesinsights.scoring.score;

import java.util.List;
import salesinsights.scoring.lead.Lead;

/**
 * A lead that was just scored, within the transaction that did it.
 *
 * @param before where it stood, faded to this moment
 * @param after where it stands
 * @param reasons the strongest first, in words
 */
public record ScoredLead(Lead lead, Standing before, Standing after, List<String> reasons) {
    public ScoredLead {
        reasons = List.copyOf(reasons);
    }

    /** True if it was not hot a moment ago. */
    public boolean becameHot() {
        return after.tier() == Tier.HOT && before.tier() != Tier.HOT;
    }
}
