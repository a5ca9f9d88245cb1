package salesinsights.ui.screens;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/** Keys and a journal for one run. */
public class TryingOut implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "insights.consent.key", "only-for-tests-only-for-tests-only-for-tests",
                "insights.tokens.current", "t1",
                "insights.tokens.keys.t1", Base64.getEncoder().encodeToString(new byte[32]),
                "insights.journal.directory", "target/journal-screens");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
