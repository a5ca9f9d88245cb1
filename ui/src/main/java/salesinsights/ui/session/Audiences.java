package salesinsights.ui.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whom Keycloak makes tokens for. */
@ConfigMapping(prefix = "insights.audience")
interface Audiences {
    /** Audience of people's access tokens. */
    @WithDefault("sales-insights-api")
    String people();

    /** Audience of service accounts' tokens, which is another one. */
    @WithDefault("sales-insights-sync")
    String services();
}
