package salesinsights.tracking.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much reading is measured at once. */
@ConfigMapping(prefix = "insights.read-time")
interface ReadTimeConfig {
    /** How many images may drip at once in this process; each is an open connection for up to 20 seconds. */
    @WithDefault("5000")
    int most();
}
