package salesinsights.scoring.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When something happens, or fails to happen, and what is done about it.
 *
 * @param id stands on every task that it opens; the same through all versions of a team's rules
 * @param name for screens
 * @param until the last day on which it fires, in the team's time zone; null for no end
 * @param since nothing that was due before is made up for; null for what came with the product
 */
record FollowUpRule(
        String id,
        String name,
        boolean enabled,
        Trigger when,
        RuleCondition only,
        @Nullable LocalDate until,
        List<RuleAction> then,
        @Nullable Instant since) {
    FollowUpRule {
        then = List.copyOf(then);
    }

    FollowUpRule since(@Nullable Instant moment) {
        return new FollowUpRule(id, name, enabled, when, only, until, then, moment);
    }
}
