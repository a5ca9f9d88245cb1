package salesinsights.scoring.score;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an event earns.
 *
 * @param points for one such event that a person certainly did
 * @param repeat factor for each earlier one within the limit's window: 1 counts all alike, 0 only the first
 */
record EngagementRule(
        String id,
        EventCondition when,
        Counting counting,
        Frequency frequency,
        double points,
        double repeat,
        Limit limit,
        Fading fading,
        @Nullable String needs,
        @Nullable String words,
        String why)
        implements Rule {
    /** What doubt about who did it means for the points. */
    enum Weighing {
        /** A person must have done it: points times how much of a person stands behind it. */
        PERSON,
        /** True whoever reported it, such as a bounce. */
        FACT,
        /** True unless a machine pressed the button, such as a scanner that posts an unsubscribe form. */
        NOT_MACHINE
    }

    /**
     * How one event counts.
     *
     * @param minimumWeight 0 to 1; below it the event earns nothing
     * @param session several of one message within this time are one; zero for none
     */
    record Counting(Weighing weighing, double minimumWeight, Duration session) {}

    /**
     * What the rule earns at most.
     *
     * @param times how many within {@code window} earn anything
     * @param points how much of the rule's points, as faded, may stand at once; null for no such bound
     */
    record Limit(int times, Duration window, @Nullable Double points) {}
}
