package salesinsights.scoring.worklist;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Grade;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.team.TeamId;

/**
 * Which leads to work on, warmest first. Leads that are won, lost or disqualified are nobody's work, unless their stage
 * is asked for.
 *
 * @param teams whose leads; nobody else's are ever found
 * @param person whose list it is: what this person skipped is left out
 * @param owners whose leads of these teams: Keycloak's user name or e-mail address; empty for everybody's
 * @param unowned only leads that nobody has yet
 * @param words all of these must begin a word of name, company, address or external id
 * @param withTask true for leads with an open task, false for those without, null for all
 * @param touchedSince only leads that did something themselves at this moment or later
 * @param after where the page before ended; it also fixes the moment that all pages are of
 * @param atMost 1 to 200
 */
public record WorklistQuery(
        Set<TeamId> teams,
        String person,
        Set<String> owners,
        boolean unowned,
        @Nullable String words,
        @Nullable Tier tier,
        @Nullable Grade grade,
        @Nullable Stage stage,
        @Nullable Boolean withTask,
        @Nullable Instant touchedSince,
        Resting resting,
        @Nullable WorklistPlace after,
        int atMost) {
    public WorklistQuery {
        teams = Set.copyOf(teams);
        owners = Set.copyOf(owners);
        if (atMost < 1 || atMost > 200) {
            throw new IllegalArgumentException("atMost must lie between 1 and 200");
        }
    }

    /** True if an index has the order: nothing but teams, owners and a tier narrows the list. */
    boolean isPlain() {
        return grade == null
                && stage == null
                && withTask == null
                && touchedSince == null
                && !unowned
                && resting == Resting.AWAKE
                && (words == null || Leads.prefixes(words).isEmpty());
    }
}
