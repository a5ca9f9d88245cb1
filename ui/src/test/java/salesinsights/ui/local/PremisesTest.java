package salesinsights.ui.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PremisesTest {
    private static final Map<String, String> NOTHING_OF_OURS = Map.of(
            "INSIGHTS_DB_URL", "jdbc:postgresql://db.example/insights",
            "INSIGHTS_OIDC_URL", "https://id.example/realms/a",
            "INSIGHTS_SMTP_HOST", "mail.example");

    @TempDir
    Path folder;

    @Test
    void aSecondStackOnTheSameFolderIsRefusedInASentence() {
        try (Premises ours = Premises.take(folder)) {
            assertThat(ours).isNotNull();
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> Premises.take(folder))
                    .withMessageContaining("already running")
                    .withMessageContaining("Stop it with Ctrl-C");
        }
        assertThatNoException().isThrownBy(() -> Premises.take(folder).close());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "in the way");

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Premises.take(file.resolve("data")))
                .withMessageContaining(file.toString())
                .withMessageContaining("chown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSIGHTS_HTTP_PORT",
                "INSIGHTS_LOCAL_KEYCLOAK_PORT",
                "INSIGHTS_LOCAL_DB_PORT",
                "INSIGHTS_LOCAL_SMTP_PORT",
                "INSIGHTS_LOCAL_IMAP_PORT"
            })
    void aPortInUseIsNamedWithTheWayOut(String variable) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = freePorts();
            environment.put(variable, Integer.toString(taken.getLocalPort()));

            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> Premises.portsAreFree(settings(environment)))
                    .withMessageContaining("Port " + taken.getLocalPort() + " is in use")
                    .withMessageContaining(variable + "=PORT");
        }
    }

    @Test
    void thePortsOfPartsThatSomebodyElseRunsDoNotMatter() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = freePorts();
            environment.put("INSIGHTS_LOCAL_DB_PORT", Integer.toString(taken.getLocalPort()));
            environment.putAll(NOTHING_OF_OURS);

            assertThatNoException().isThrownBy(() -> Premises.portsAreFree(settings(environment)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "0", "70000", "-1"})
    void aPortThatIsNoneIsRefusedByName(String text) {
        LocalSettings settings = settings(Map.of("INSIGHTS_HTTP_PORT", text));

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(settings::httpPort)
                .withMessageContaining("INSIGHTS_HTTP_PORT")
                .withMessageContaining(text);
    }

    private static Map<String, String> freePorts() throws IOException {
        Map<String, String> ports = new HashMap<>();
        for (String name : new String[] {"HTTP", "LOCAL_KEYCLOAK", "LOCAL_DB", "LOCAL_SMTP", "LOCAL_IMAP"}) {
            try (ServerSocket free = new ServerSocket(0)) {
                ports.put("INSIGHTS_" + name + "_PORT", Integer.toString(free.getLocalPort()));
            }
        }
        return ports;
    }

    private LocalSettings settings(Map<String, String> environment) {
        return new LocalSettings(folder, folder, folder, true, environment);
    }
}
