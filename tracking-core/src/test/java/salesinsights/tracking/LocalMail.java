package salesinsights.tracking;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real SMTP and IMAP server on the loopback for all tests of a module; it knows every user. */
public class LocalMail implements QuarkusTestResourceLifecycleManager {
    /** The mailbox that the application reads; the password is the same word. */
    public static final String RETURNS = "returns@sales.example";

    private static @Nullable GreenMail running;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "insights.smtp.host",
                "127.0.0.1",
                "insights.smtp.port",
                Integer.toString(server().getSmtp().getPort()),
                "insights.imap.host",
                "127.0.0.1",
                "insights.imap.port",
                Integer.toString(server().getImap().getPort()),
                "insights.imap.username",
                RETURNS,
                "insights.imap.password",
                RETURNS,
                "insights.imap.team",
                "/teams/emea",
                "insights.imap.every",
                "200ms");
    }

    /** The server, started at first use and stopped with the JVM. */
    public static synchronized GreenMail server() {
        if (running == null) {
            GreenMail started = new GreenMail(new ServerSetup[] {
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
            });
            started.start();
            started.setUser(RETURNS, RETURNS, RETURNS);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
            running = started;
        }
        return running;
    }

    @Override
    public void stop() {
        // Kept for the next test profile; the shutdown hook ends it.
    }
}
