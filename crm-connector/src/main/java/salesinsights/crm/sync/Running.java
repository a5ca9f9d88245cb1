package salesinsights.crm.sync;

import java.util.Set;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.scoring.followup.FollowUpCursor;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.tracking.team.TeamId;

/**
 * An active connection as the engine sees it.
 *
 * @param covers its team and all teams below
 * @param revision of the connection's settings
 * @param pulls true if outcomes are pulled
 * @param follows true if records are pulled
 */
record Running(
        ConnectionId id,
        TeamId team,
        Set<TeamId> covers,
        int revision,
        LeadCursor cursor,
        String epoch,
        boolean pulls,
        boolean follows,
        FollowUpCursor taskCursor) {
    Running {
        covers = Set.copyOf(covers);
    }
}
