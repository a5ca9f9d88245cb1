package salesinsights.scoring.score;

import org.jspecify.annotations.Nullable;

/** A line of a model: under what condition it earns how much, and why. */
sealed interface Rule permits EngagementRule, FitRule {
    /** Stands on ledger entries; unique in its model. */
    String id();

    /** What it earns when it is met in full; negative takes away. */
    double points();

    /** The rule that must have earned before; null if none. */
    @Nullable
    String needs();

    /** What it says of a lead, such as "Asked for prices"; null to say it by what happened. */
    @Nullable
    String words();

    /** Why it weighs what it weighs, a sentence. */
    String why();
}
