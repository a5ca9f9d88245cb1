package salesinsights.scoring.score;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Points that a lead ought to have, by what is known now.
 *
 * @param version of the model that gives them
 * @param fading null if they do not fade
 * @param event null if no event earned them
 * @param parameters what the sentence names
 */
record Earned(
        String version,
        String rule,
        double points,
        @Nullable Fading fading,
        Instant effectiveAt,
        @Nullable UUID event,
        Map<String, String> parameters) {
    Earned {
        parameters = Map.copyOf(parameters);
    }

    /** What it is worth at a moment; nothing before it took effect. */
    double at(Instant moment) {
        if (fading != null) {
            return fading.fade(points, effectiveAt, moment);
        }
        return moment.isBefore(effectiveAt) ? 0 : points;
    }
}
