package salesinsights.scoring.lead;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * Which leads, in the order of their ids (oldest first).
 *
 * @param teams whose leads; nobody else's are ever found
 * @param words all of these must begin a word of name, company, address or external id; null for any
 * @param email exactly this address, in any case
 * @param after the last lead of the page before
 * @param atMost 1 to 500
 */
public record LeadQuery(
        Set<TeamId> teams,
        @Nullable String words,
        @Nullable String owner,
        @Nullable Stage stage,
        @Nullable String email,
        @Nullable LeadId after,
        int atMost) {
    public LeadQuery {
        teams = Set.copyOf(teams);
        if (atMost < 1 || atMost > 500) {
            throw new IllegalArgumentException("atMost must lie between 1 and 500");
        }
    }
}
