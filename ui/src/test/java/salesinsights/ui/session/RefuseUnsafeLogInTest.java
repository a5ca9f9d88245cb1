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
    private static final Map<String, String> SAFE = Map.of(
            "quarkus.oidc.token.audience", "web",
            "quarkus.oidc.token.issuer", "https://id.example/realms/a",
            "quarkus.oidc.token.token-type", "ID",
            "quarkus.oidc.api.token.audience", "api",
            "quarkus.oidc.api.token.issuer", "https://id.example/realms/a",
            "quarkus.oidc.api.token.token-type", "Bearer",
            "quarkus.oidc.back-channel.token.audience", "web",
            "quarkus.oidc.back-channel.token.issuer", "https://id.example/realms/a",
            "quarkus.oidc.back-channel.token.token-type", "Logout");

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
                "quarkus.oidc.back-channel.token.token-type"
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
