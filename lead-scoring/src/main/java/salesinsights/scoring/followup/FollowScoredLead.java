package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;
import salesinsights.scoring.score.Tier;

/** What follows from new scores, in the same transaction: a handful of statements for any number of leads. */
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
    public void scored(List<ScoredLead> scored) {
        List<Lead> mailed =
                watches.withMail(scored.stream().map(ScoredLead::lead).toList());
        if (!mailed.isEmpty()) {
            notRead.follow(mailed);
            bounced.follow(mailed);
        }
        scored.forEach(this::followTier);
    }

    private void followTier(ScoredLead scored) {
        if (scored.becameHot()) {
            hot.crossed(scored.lead(), scored.reasons());
        } else if (scored.before().tier() == Tier.HOT && scored.after().tier() != Tier.HOT) {
            // Both are of this moment, so that it did not fade: something was taken back.
            hot.takenBack(scored.lead());
        }
    }
}
