package salesinsights.tracking;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Switches the mail relay on, at a free port of the loopback, with a certificate that it signed itself. */
public class LocalRelay implements QuarkusTestResourceLifecycleManager {
    private static @Nullable KeyPairFile key;

    private static synchronized KeyPairFile key() {
        if (key == null) {
            key = KeyPairFile.make();
        }
        return key;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "insights.relay.port", "0",
                "insights.relay.host", "127.0.0.1",
                "insights.relay.largest-bytes", "1000000",
                "insights.relay.most-recipients", "20",
                "insights.relay.keystore", key().path().toString(),
                "insights.relay.keystore-password", KeyPairFile.PASSWORD);
    }

    @Override
    public void stop() {
        // The key serves the next test profile, too.
    }
}
