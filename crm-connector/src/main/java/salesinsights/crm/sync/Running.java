package salesinsights.crm.sync;

import java.util.Set;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.tracking.team.TeamId;

/**
 * An active connection as the engine sees it.
 *
 * @param covers its team and all teams below
 * @param revision of the connection's settings
 */
record Running(
        ConnectionId id,
        TeamId team,
        Set<TeamId> covers,
        int revision,
        LeadCursor cursor,
        String epoch,
        boolean pulls) {
    Running {
        covers = Set.copyOf(covers);
    }
}
