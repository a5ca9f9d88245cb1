package salesinsights.ui.walk;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Nobody waits three business days for a task. */
public class WalkSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("insights.followup.not-read-after", "PT2S", "insights.followup.sweep-every", "1s");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
