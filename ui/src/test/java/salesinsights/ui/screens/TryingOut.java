package salesinsights.ui.screens;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.Map;

/**
 * Keys, a journal and a free port for one start. The port is known before, because links in mails lead there, and in the
 * same way for every class: the metrics of a JVM refuse a server with a port in its tags after one without.
 */
public class TryingOut implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        String port = Integer.toString(freePort());
        return Map.of(
                "quarkus.http.test-port",
                port,
                "insights.public-url",
                "http://localhost:" + port,
                "insights.consent.key",
                "only-for-tests-only-for-tests-only-for-tests",
                "insights.tokens.current",
                "t1",
                "insights.tokens.keys.t1",
                Base64.getEncoder().encodeToString(new byte[32]),
                "insights.secrets.key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "insights.journal.directory",
                "target/journal-screens",
                "insights.embed.frame-ancestors",
                "https://crm.example.com");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port", none);
        }
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
