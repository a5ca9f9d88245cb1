package salesinsights.scoring.worklist;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.team.TeamId;

/**
 * Which leads to work on, warmest first. Leads that are won, lost or disqualified are nobody's work, unless their stage
 * is asked for.
 *
 * @param teams whose leads; nobody else's are ever found
 * @param owners whose leads of these teams: Keycloak's user name or e-mail address; empty for everybody's
 * @param words all of these must begin a word of name, company, address or external id
 * @param after where the page before ended; it also fixes the moment that all pages are of
 * @param atMost 1 to 200
 */
public record WorklistQuery(
        Set<TeamId> teams,
        Set<String> owners,
        @Nullable String words,
        @Nullable Tier tier,
        @Nullable Stage stage,
        @Nullable WorklistPlace after,
        int atMost) {
    public WorklistQuery {
        teams = Set.copyOf(teams);
        owners = Set.copyOf(owners);
        if (atMost < 1 || atMost > 200) {
            throw new IllegalArgumentException("atMost must lie between 1 and 200");
        }
    }
}
