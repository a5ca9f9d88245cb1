package salesinsights.scoring.followup;

import java.util.UUID;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/** Who enrols leads in sequences when rules say so; called in the transaction in which the rule acts. */
public interface RuleEnrolments {
    /** Whether the team has the sequence, and it is not retired. */
    boolean has(TeamId team, UUID sequence);

    /**
     * A rule enrols a lead, once for each of its occasions. Whoever may not be mailed, or is on the way already, is not.
     *
     * @param anchor names rule and occasion, at most 170 characters; the same for ever
     */
    void enrol(Lead lead, UUID sequence, String anchor);

    /** What a rule fired on turned out not to be so. */
    void takenBack(TeamId team, LeadId lead, String anchor);
}
