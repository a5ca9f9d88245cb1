package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;
import salesinsights.scoring.score.Tier;

/** What follows from a lead's new score, in the same transaction. */
@Singleton
class FollowScoredLead implements AfterScoring {
    private final ReadWatches watches;
    private final NotReadRule notRead;
    private final HotRule hot;
    private final BouncedRule bounced;

    FollowScoredLead(ReadWatches watches, NotReadRule notRead, HotRule hot, BouncedRule bounced) {
        this.watches = watches;
        this.notRead = notRead;
        this.hot = hot;
        this.bounced = bounced;
    }

    @Override
    public void scored(ScoredLead scored) {
        Lead lead = scored.lead();
        if (watches.anyMailTo(lead)) {
            notRead.follow(lead);
            bounced.follow(lead);
        }
        if (scored.becameHot()) {
            hot.crossed(lead, scored.reasons());
        } else if (scored.before().tier() == Tier.HOT && scored.after().tier() != Tier.HOT) {
            // Both are of this moment, so that it did not fade: something was taken back.
            hot.takenBack(lead);
        }
    }
}
