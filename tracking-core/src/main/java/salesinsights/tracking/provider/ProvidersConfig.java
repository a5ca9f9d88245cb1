package salesinsights.tracking.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is taken from e-mail providers, and how long it stays as it came. */
@ConfigMapping(prefix = "insights.providers")
interface ProvidersConfig {
    /** The largest request that is taken; a larger one is answered 413. */
    @WithDefault("5242880")
    int largestBytes();

    /** How long raw bodies are kept for reading them again, and what matched nothing for looking at it. */
    @WithDefault("7d")
    Duration keepFor();
}
