package salesinsights.scoring.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * How often rules would have fired, had they held all the time.
 *
 * @param from where the time that was looked at begins, 90 days before {@code to}
 * @param leads how many leads were looked at; at most {@value #LEADS}, those heard of last
 * @param all true if there were no more
 */
public record DryRun(TeamPath team, Instant from, Instant to, int leads, boolean all, List<OfRule> rules) {
    static final int LEADS = 5000;

    public DryRun {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param times how often over the whole time
     * @param weeks how often in each week, the oldest first; the last may be shorter
     * @param newest for whom last, at most 20
     * @param warning if it would never have fired, or for nearly everybody; null otherwise
     */
    public record OfRule(
            String id,
            String name,
            int times,
            List<Integer> weeks,
            List<Fired> newest,
            @Nullable String warning) {
        public OfRule {
            weeks = List.copyOf(weeks);
            newest = List.copyOf(newest);
        }
    }

    /** One time that a rule would have fired. */
    public record Fired(UUID lead, String title, Instant at) {}
}
