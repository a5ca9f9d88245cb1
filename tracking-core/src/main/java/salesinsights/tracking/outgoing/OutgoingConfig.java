package salesinsights.tracking.outgoing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this server reaches out to addresses that its users state. */
@ConfigMapping(prefix = "insights.outgoing")
interface OutgoingConfig {
    /** True lets CRM connections, mail servers and mailboxes point at loopback, private and link-local addresses, and at plain http. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** How long connecting may take. */
    @WithDefault("5s")
    Duration connectWithin();
}
