package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.scoring.lead.Lead;

/** What follows from a lead's new score, in the same transaction. */
@Singleton
class FollowScoredLead {
    private final NotReadRule notRead;
    private final HotRule hot;
    private final BouncedRule bounced;

    FollowScoredLead(NotReadRule notRead, HotRule hot, BouncedRule bounced) {
        this.notRead = notRead;
        this.hot = hot;
        this.bounced = bounced;
    }

    void afterScoring(Lead lead, boolean hotBefore, boolean hotNow, List<String> reasons) {
        notRead.follow(lead);
        bounced.follow(lead);
        if (hotNow && !hotBefore) {
            hot.crossed(lead, reasons);
        }
    }
}
