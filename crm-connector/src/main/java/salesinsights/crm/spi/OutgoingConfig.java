package salesinsights.crm.spi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How connectors reach out. */
@ConfigMapping(prefix = "insights.crm")
interface OutgoingConfig {
    /** True lets connections point at loopback, private and link-local addresses, and at plain http. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** How long connecting may take. */
    @WithDefault("5s")
    Duration connectWithin();
}
