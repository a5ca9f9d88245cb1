package salesinsights.scoring.prediction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the schedule learns anew. */
@ConfigMapping(prefix = "insights.prediction")
interface PredictionConfig {
    /** How old a published version becomes before a challenger is trained. */
    @WithDefault("30d")
    Duration retrainAfter();

    /** So many leads must have been decided since, or nothing new can be learned. */
    @WithDefault("50")
    int newOutcomes();

    /** How often to look for versions that grew old, and to say anew what fades. */
    @WithDefault("24h")
    Duration lookEvery();
}
