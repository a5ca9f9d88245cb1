package salesinsights.tracking.capture;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the documents that messages link to. */
@ConfigMapping(prefix = "insights.documents")
interface DocumentConfig {
    /** The largest that is taken. */
    @WithDefault("20M")
    MemorySize largest();

    /** What one team may keep in all. */
    @WithDefault("1G")
    MemorySize perTeam();

    /** How many are handed out at once in this process; each holds a database connection for moments. */
    @WithDefault("16")
    int atOnce();

    /** How long a reader waits for PostgreSQL before he is told to come back. */
    @WithDefault("5s")
    Duration patience();
}
