package salesinsights.scoring.followup;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/**
 * Which follow-ups, by due date.
 *
 * @param teams whose; nobody else's are ever found
 * @param owner only this person's; null for everybody's, also unassigned ones
 * @param statuses any of these; empty for all
 * @param dueBefore excluded; null for any
 * @param after the last one of the page before
 * @param atMost 1 to 500
 */
public record FollowUpQuery(
        Set<TeamId> teams,
        @Nullable String owner,
        Set<FollowUpStatus> statuses,
        @Nullable Instant dueBefore,
        @Nullable LeadId lead,
        @Nullable FollowUpPlace after,
        int atMost) {
    public FollowUpQuery {
        teams = Set.copyOf(teams);
        statuses = Set.copyOf(statuses);
        if (atMost < 1 || atMost > 500) {
            throw new IllegalArgumentException("atMost must lie between 1 and 500");
        }
    }
}
