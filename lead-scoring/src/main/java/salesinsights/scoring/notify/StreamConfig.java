package salesinsights.scoring.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The live stream. */
@ConfigMapping(prefix = "insights.stream")
interface StreamConfig {
    /** Rest between two looks at the feeds, while somebody listens. */
    @WithDefault("PT0.2S")
    Duration lookEvery();

    /** A sign of life, so that proxies keep the connection and clients notice a dead one. */
    @WithDefault("PT15S")
    Duration heartbeatEvery();

    /** A stream ends after this time; the client comes again by itself and shows a fresh token. */
    @WithDefault("PT5M")
    Duration endsAfter();

    /** Events that wait for one slow client before it is dropped. */
    @WithDefault("256")
    @Min(8)
    @Max(10_000)
    int buffer();

    /** Listeners of one process. */
    @WithDefault("2000")
    int listeners();
}
