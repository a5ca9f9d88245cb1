package salesinsights.ui.screens;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys for one run, and a mail server that takes everything. */
public class TryingOut implements QuarkusTestResourceLifecycleManager {
    private static @Nullable GreenMail running;

    @Override
    public Map<String, String> start() {
        GreenMail mail = mail();
        return Map.of(
                "insights.consent.key", "only-for-tests-only-for-tests-only-for-tests",
                "insights.tokens.current", "t1",
                "insights.tokens.keys.t1", Base64.getEncoder().encodeToString(new byte[32]),
                "insights.journal.directory", "target/journal-screens",
                "insights.smtp.host", "127.0.0.1",
                "insights.smtp.port", Integer.toString(mail.getSmtp().getPort()));
    }

    /** The mail server, started at first use and ended with the JVM. */
    static synchronized GreenMail mail() {
        if (running == null) {
            running = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            running.start();
        }
        return running;
    }

    @Override
    public void stop() {
        // Kept for the next test class.
    }
}
