package salesinsights.tracking.ground;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a process starts when PostgreSQL is away. */
@ConfigMapping(prefix = "insights.database")
interface DatabaseConfig {
    /** True: it does not start, for somebody who sits before it and would like to be told. */
    @WithDefault("false")
    boolean requiredAtStart();
}
