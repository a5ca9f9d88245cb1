package salesinsights.tracking.ground;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where Quartz keeps its timers. */
@ConfigMapping(prefix = "insights.timers")
interface TimersConfig {
    /** False: in memory, for a process without the tables that Quartz needs; every node then wakes by itself. */
    @WithDefault("true")
    boolean clustered();

    /** How often nodes tell each other that they live; a dead one's work is taken over after about twice this time. */
    @WithDefault("15s")
    Duration checkIn();
}
