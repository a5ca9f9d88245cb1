package salesinsights.ui.local;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Map;

/**
 * Takes every message by SMTP and shows it by IMAP: log in with any address as both user name and password. Messages
 * are kept in memory until the local stack stops; nothing leaves the machine.
 */
final class LocalMailbox {
    private final GreenMail server;
    private final LocalSettings settings;

    private LocalMailbox(GreenMail server, LocalSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    static LocalMailbox start(LocalSettings settings) {
        ServerSetup[] doors = {
            new ServerSetup(settings.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(settings.imapPort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        };
        GreenMail server = new GreenMail(doors)
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return new LocalMailbox(server, settings);
    }

    Map<String, String> environment() {
        return Map.of(
                "INSIGHTS_SMTP_HOST",
                "127.0.0.1",
                "INSIGHTS_SMTP_PORT",
                Integer.toString(settings.smtpPort()),
                "INSIGHTS_IMAP_HOST",
                "127.0.0.1",
                "INSIGHTS_IMAP_PORT",
                Integer.toString(settings.imapPort()),
                // Answers to rita's mail come back here; any password will do.
                "INSIGHTS_IMAP_USERNAME",
                "rita@sales.example",
                "INSIGHTS_IMAP_PASSWORD",
                "demo",
                "INSIGHTS_IMAP_TEAM",
                "/teams/emea");
    }

    void stop() {
        server.stop();
    }
}
