package salesinsights.scoring.score;

import org.jspecify.annotations.Nullable;

/** What a lead earns by what it is. These points do not fade; they make the grade. */
record FitRule(
        String id,
        AttributeCondition when,
        double points,
        @Nullable String needs,
        @Nullable String words,
        String why) implements Rule {}
