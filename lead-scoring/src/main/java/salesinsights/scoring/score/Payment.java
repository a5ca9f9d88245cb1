package salesinsights.scoring.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What a rule pays for an event.
 *
 * @param ends the earlier payment, whose condition no longer holds, that this one takes what is left of
 */
record Payment(
        EngagementRule rule,
        double points,
        Fading fading,
        Instant when,
        JudgedEvent event,
        @Nullable Payment ends) {
    Payment of(double otherPoints) {
        return new Payment(rule, otherPoints, fading, when, event, ends);
    }

    /** What takes back all that is left of this one; null if nothing is. */
    @Nullable
    Payment ended(Instant at, JudgedEvent by) {
        Fading rest = fading.rest(when, at);
        return rest == null ? null : new Payment(rule, -fading.fade(points, when, at), rest, at, by, this);
    }
}
