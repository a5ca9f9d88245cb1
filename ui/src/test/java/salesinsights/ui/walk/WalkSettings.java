package salesinsights.ui.walk;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** Links in mails lead to the application under test, and nobody waits three business days for a task. */
public class WalkSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        String port = Integer.toString(freePort());
        return Map.of(
                "quarkus.http.test-port",
                port,
                "insights.public-url",
                "http://localhost:" + port,
                "insights.followup.not-read-after",
                "PT2S",
                "insights.followup.sweep-every",
                "1s");
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
