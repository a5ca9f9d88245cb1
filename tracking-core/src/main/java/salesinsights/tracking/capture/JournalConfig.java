package salesinsights.tracking.capture;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The journal that pixels and clicks wait in until PostgreSQL has them. */
@ConfigMapping(prefix = "insights.journal")
interface JournalConfig {
    /** Where it lives: a local disk, one folder per collector process. */
    @WithDefault("data/journal")
    Path directory();

    /** Beyond this, hits are answered and lost, and the loss is counted: about 5 million of them by default. */
    @WithDefault("1G")
    MemorySize most();

    /** How large one file grows before the next begins; the unit in which space is given back. */
    @WithDefault("16M")
    MemorySize segment();

    /** How many hits may wait for the disk at once. */
    @WithDefault("20000")
    int waiting();

    /** How long an answer waits for the disk before it goes out without. */
    @WithDefault("1s")
    Duration patience();

    /** How many hits go to PostgreSQL in one transaction at most. */
    @WithDefault("2000")
    int batch();
}
