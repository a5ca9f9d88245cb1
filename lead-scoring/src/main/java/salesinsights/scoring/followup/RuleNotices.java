package salesinsights.scoring.followup;

import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/** Who is told when a rule has something to say to a person; called in the transaction in which the rule acts. */
public interface RuleNotices {
    /**
     * A rule says something, once for each of its occasions.
     *
     * @param anchor names rule and occasion, at most 400 characters; the same for ever
     * @param person Keycloak's name of whom it is said to
     * @param words at most 2,000 characters
     */
    void said(Lead lead, String anchor, String person, String words);

    /** What a rule fired on turned out not to be so. */
    void takenBack(TeamId team, LeadId lead, String anchor);
}
