package salesinsights.tracking.message;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Which links are left alone. */
@ConfigMapping(prefix = "insights.links")
interface LinkConfig {
    /** Hosts, lower case, whose links and whose subdomains' links are never tracked. */
    Optional<Set<String>> exclude();
}
