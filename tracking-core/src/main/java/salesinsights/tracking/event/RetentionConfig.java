package salesinsights.tracking.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How long events are kept. */
@ConfigMapping(prefix = "insights.events")
interface RetentionConfig {
    /** Whole months are dropped once they are older than this; three months at least. */
    @WithDefault("P36M")
    Period keep();
}
