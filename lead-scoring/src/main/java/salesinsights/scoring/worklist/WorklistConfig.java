package salesinsights.scoring.worklist;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The worklist. */
@ConfigMapping(prefix = "insights.worklist")
interface WorklistConfig {
    /** How long what was done in a worklist can be taken back. */
    @WithDefault("15m")
    Duration undoWithin();
}
