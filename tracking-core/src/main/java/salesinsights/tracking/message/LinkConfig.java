package salesinsights.tracking.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Which links are left alone, and which one is added. */
@ConfigMapping(prefix = "insights.links")
interface LinkConfig {
    /** Hosts, lower case, whose links and whose subdomains' links are never tracked. */
    Optional<Set<String>> exclude();

    /** Whether tracked mail carries a link that no person can see, so that who follows it is known for a program. */
    @WithDefault("true")
    boolean hidden();

    /** Whether bare addresses in the text part are tracked, too; whoever reads the text sees them changed. */
    @WithDefault("false")
    boolean text();
}
