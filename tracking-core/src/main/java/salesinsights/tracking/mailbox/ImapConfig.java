package salesinsights.tracking.mailbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** A mailbox that the operator gives by configuration, beside those that teams set up; without a host there is none. */
@ConfigMapping(prefix = "insights.imap")
interface ImapConfig {
    Optional<String> host();

    @WithDefault("143")
    int port();

    Optional<String> username();

    Optional<String> password();

    @WithDefault("INBOX")
    String folder();

    /** Path of the team that the mailbox belongs to, such as {@code /teams/emea}; it also serves the teams below. */
    Optional<String> team();

    /** Upgrades the connection before logging in, and refuses to go on without. */
    @WithDefault("false")
    boolean starttls();

    /** TLS from the first byte (port 993). */
    @WithDefault("false")
    boolean tls();

    /** How often new mail is looked for. */
    @WithDefault("5s")
    Duration every();

    /** For each of connecting, reading and writing. */
    @WithDefault("20s")
    Duration timeout();
}
