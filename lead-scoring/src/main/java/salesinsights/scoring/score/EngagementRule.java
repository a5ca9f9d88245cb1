package salesinsights.scoring.score;

import java.time.Duration;
import java.util.Set;
import salesinsights.tracking.event.EventKind;

/**
 * What an event earns.
 *
 * @param points for one such event that a person certainly did; negative takes away
 * @param weighing whether doubt about the person weighs in
 * @param minimumWeight 0 to 1; below it the event earns nothing
 * @param repeat factor for each earlier one within {@code window}: 1 counts all alike, 0 only the first
 * @param atMost how many within {@code window} earn anything
 * @param session several of one message within this time are one; zero for none
 * @param why why the rule weighs what it weighs, for the model's page
 */
record EngagementRule(
        String id,
        Set<EventKind> kinds,
        double points,
        HalfLife halfLife,
        Weighing weighing,
        double minimumWeight,
        double repeat,
        int atMost,
        Duration window,
        Duration session,
        String why) {
    /** What doubt about who did it means for the points. */
    enum Weighing {
        /** A person must have done it: points times how much of a person stands behind it. */
        PERSON,
        /** True whoever reported it, such as a bounce. */
        FACT,
        /** True unless a machine pressed the button, such as a scanner that posts an unsubscribe form. */
        NOT_MACHINE
    }

    EngagementRule {
        kinds = Set.copyOf(kinds);
        if (!Double.isFinite(points)
                || repeat < 0
                || repeat > 1
                || atMost < 1
                || minimumWeight < 0
                || minimumWeight > 1) {
            throw new IllegalArgumentException("not a rule: " + id);
        }
    }
}
