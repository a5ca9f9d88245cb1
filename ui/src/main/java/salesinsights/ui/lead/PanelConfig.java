package salesinsights.ui.lead;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The side panel that a CRM shows in a frame of its own pages. */
@ConfigMapping(prefix = "insights.embed")
interface PanelConfig {
    /** Origins whose pages may frame the panel, such as {@code https://crm.example.com}; nobody's unless stated. */
    Optional<List<String>> frameAncestors();

    /** How long an address of the panel opens it. */
    @WithDefault("PT5M")
    Duration goodFor();
}
