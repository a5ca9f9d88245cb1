package salesinsights.tracking.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The server that mail programs hand their mail to; without a port there is none. */
@ConfigMapping(prefix = "insights.relay")
interface RelayConfig {
    /** 0 takes any that is free. */
    OptionalInt port();

    /** Address to listen at. */
    @WithDefault("0.0.0.0")
    String host();

    /** How the server calls itself; the host of the public address unless stated. */
    Optional<String> name();

    /** Path of a PKCS#12 file with key and certificates. */
    Optional<String> keystore();

    Optional<String> keystorePassword();

    /** Path of the certificates in PEM, the server's own first. */
    Optional<String> certificate();

    /** Path of the key to them, PKCS#8 in PEM. */
    Optional<String> key();

    /** True lets people log in without TLS: only where nobody can listen. */
    @WithDefault("false")
    boolean plaintext();

    /** Largest message in bytes. */
    @WithDefault("26214400")
    int largestBytes();

    @WithDefault("500")
    int mostRecipients();

    @WithDefault("100")
    int mostConnections();

    /** How long a connection may say nothing. */
    @WithDefault("60s")
    Duration silence();

    /** So long after a person was last seen logged in as a member of the team, the passwords rest until the next time. */
    @WithDefault("30d")
    Duration confirmedWithin();

    /** Addresses that everybody may send from, beside the own one. */
    Optional<Set<String>> sharedSenders();
}
