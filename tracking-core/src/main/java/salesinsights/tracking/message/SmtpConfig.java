package salesinsights.tracking.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The server that takes mail; without a host nothing can be sent. */
@ConfigMapping(prefix = "insights.smtp")
interface SmtpConfig {
    Optional<String> host();

    @WithDefault("587")
    int port();

    Optional<String> username();

    Optional<String> password();

    /** Upgrades the connection before logging in, and refuses to go on without. */
    @WithDefault("false")
    boolean starttls();

    /** TLS from the first byte (port 465). */
    @WithDefault("false")
    boolean tls();

    /** For each of connecting, reading and writing. */
    @WithDefault("20s")
    Duration timeout();
}
