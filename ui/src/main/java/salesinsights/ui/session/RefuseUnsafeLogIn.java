package salesinsights.ui.session;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import salesinsights.tracking.ground.Roles;

/**
 * Keeps a process with screens from starting when a token's audience, issuer or kind would not be checked: an unset one
 * is silently not validated, and a token made for another application of the same realm would open ours.
 */
@Singleton
class RefuseUnsafeLogIn {
    private static final List<String> CHECKED = List.of("token.audience", "token.issuer", "token.token-type");

    private final Config config;
    private final Roles roles;

    RefuseUnsafeLogIn(Config config, Roles roles) {
        this.config = config;
        this.roles = roles;
    }

    void check(@Observes StartupEvent event) {
        if (!roles.has(Roles.Role.WEB)) {
            return;
        }
        for (String tenant : List.of("quarkus.oidc.", "quarkus.oidc.api.", "quarkus.oidc.back-channel.")) {
            CHECKED.forEach(setting -> require(tenant + setting));
        }
        if (require("insights.audience.people").equals(require("insights.audience.services"))) {
            throw new IllegalStateException(
                    "INSIGHTS_OIDC_AUDIENCE and INSIGHTS_OIDC_SYNC_AUDIENCE are the same, so that people's tokens and"
                            + " service accounts' could not be told apart.");
        }
    }

    private String require(String setting) {
        String value = config.getOptionalValue(setting, String.class).orElse("").strip();
        if (value.isEmpty() || value.equals("any")) {
            throw new IllegalStateException(
                    setting + " is not set, so tokens meant for others would be let in. Set INSIGHTS_OIDC_URL and"
                            + " INSIGHTS_OIDC_AUDIENCE, or leave the role web out of insights.roles.");
        }
        return value;
    }
}
