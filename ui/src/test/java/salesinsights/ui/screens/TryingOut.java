package salesinsights.ui.screens;

import com.icegreen.greenmail.util.GreenMail;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;
import salesinsights.tracking.LocalMail;

/** Keys for one run, and a mail server that takes everything. */
public class TryingOut implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        GreenMail mail = LocalMail.server();
        return Map.of(
                "insights.consent.key", "only-for-tests-only-for-tests-only-for-tests",
                "insights.tokens.current", "t1",
                "insights.tokens.keys.t1", Base64.getEncoder().encodeToString(new byte[32]),
                "insights.journal.directory", "target/journal-screens",
                "insights.smtp.host", "127.0.0.1",
                "insights.smtp.port", Integer.toString(mail.getSmtp().getPort()));
    }

    @Override
    public void stop() {
        // Nothing was started for this alone.
    }
}
