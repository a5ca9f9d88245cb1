package salesinsights.scoring.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that share a bound.
 *
 * @param most what the points of its rules that give, as faded, come to at most; null for no bound
 * @param least what the points of its rules that take away come to at least, negative; null for no bound
 */
record RuleGroup(
        String id,
        Kind kind,
        @Nullable Double most,
        @Nullable Double least,
        List<? extends Rule> rules) {
    /** What a group looks at. */
    enum Kind {
        /** What a lead is. */
        FIT,
        /** What a person did. */
        ENGAGEMENT
    }

    RuleGroup {
        rules = List.copyOf(rules);
    }

    boolean isBounded() {
        return most != null || least != null;
    }
}
