package salesinsights.ui.session;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.ground.Roles;

class RefuseUnsafeLogInTest {
    private static final Map<String, String> SAFE = Map.ofEntries(
            Map.entry("quarkus.oidc.token.audience", "web"),
            Map.entry("quarkus.oidc.token.issuer", "https://id.example/realms/a"),
            Map.entry("quarkus.oidc.token.token-type", "ID"),
            Map.entry("quarkus.oidc.api.token.audience", "api"),
            Map.entry("quarkus.oidc.api.token.issuer", "https://id.example/realms/a"),
            Map.entry("quarkus.oidc.api.token.token-type", "Bearer"),
            Map.entry("quarkus.oidc.back-channel.token.audience", "web"),
            Map.entry("quarkus.oidc.back-channel.token.issuer", "https://id.example/realms/a"),
            Map.entry("quarkus.oidc.back-channel.token.token-type", "Logout"),
            Map.entry("insights.audience.people", "api"),
            Map.entry("insights.audience.services", "sync"));

    @Test
    void aProcessThatChecksItsTokensStarts() {
        assertThatNoException().isThrownBy(() -> start(SAFE, Set.of(Roles.Role.WEB)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.oidc.token.audience",
                "quarkus.oidc.token.issuer",
                "quarkus.oidc.token.token-type",
                "quarkus.oidc.api.token.audience",
                "quarkus.oidc.api.token.issuer",
                "quarkus.oidc.api.token.token-type",
                "quarkus.oidc.back-channel.token.audience",
                "quarkus.oidc.back-channel.token.issuer",
                "quarkus.oidc.back-channel.token.token-type",
                "insights.audience.people",
                "insights.audience.services"
            })
    void withoutOneOfItsChecksItDoesNotStart(String setting) {
        Map<String, String> unsafe = new HashMap<>(SAFE);
        unsafe.put(setting, "");

        assertThatIllegalStateException()
                .isThrownBy(() -> start(unsafe, Set.of(Roles.Role.WEB)))
                .withMessageContaining(setting);
    }

    @Test
    void acceptingAnyIssuerIsNoCheck() {
        Map<String, String> unsafe = new HashMap<>(SAFE);
        unsafe.put("quarkus.oidc.api.token.issuer", "any");

        assertThatIllegalStateException().isThrownBy(() -> start(unsafe, Set.of(Roles.Role.WEB)));
    }

    @Test
    void anAudienceForPeopleAndServicesAlikeIsNone() {
        Map<String, String> unsafe = new HashMap<>(SAFE);
        unsafe.put("insights.audience.services", "api");

        assertThatIllegalStateException()
                .isThrownBy(() -> start(unsafe, Set.of(Roles.Role.WEB)))
                .withMessageContaining("INSIGHTS_OIDC_SYNC_AUDIENCE");
    }

    @Test
    void aCollectorNeedsNoLogInAtAll() {
        assertThatNoException().isThrownBy(() -> start(Map.of(), Set.of(Roles.Role.COLLECTOR)));
    }

    private static void start(Map<String, String> settings, Set<Roles.Role> roles) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        new RefuseUnsafeLogIn(config, () -> roles).check(new StartupEvent());
    }
}
