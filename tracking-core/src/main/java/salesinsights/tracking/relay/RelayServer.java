package salesinsights.tracking.relay;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;
import salesinsights.tracking.token.TrackingTokens;

/**
 * The SMTP server for mail programs: submission as in RFC 6409, with STARTTLS and log-in before anything goes out. Without
 * log-in it only takes what comes back to the relay addresses of teams.
 */
@Singleton
public class RelayServer {
    private static final int PER_CLIENT = 20;

    private final RelayConfig config;
    private final LogIns logIns;
    private final TakeMail takeMail;
    private final Vertx vertx;
    private final String name;
    private @Nullable SMTPServer server;

    RelayServer(RelayConfig config, LogIns logIns, TakeMail takeMail, Vertx vertx, TrackingTokens tokens) {
        this.config = config;
        this.logIns = logIns;
        this.takeMail = takeMail;
        this.vertx = vertx;
        String publicHost = URI.create(tokens.publicUrl()).getHost();
        this.name = config.name().orElse(publicHost == null ? "localhost" : publicHost);
    }

    void start(@Observes StartupEvent event) throws Exception {
        if (config.port().isEmpty()) {
            return;
        }
        Optional<SSLContext> tls = tls();
        if (tls.isEmpty() && !config.plaintext()) {
            throw new IllegalStateException("the mail relay has a port (INSIGHTS_RELAY_PORT) but no certificate: state"
                    + " INSIGHTS_RELAY_KEYSTORE, or INSIGHTS_RELAY_CERTIFICATE and INSIGHTS_RELAY_KEY");
        }
        SMTPServer made = built(tls);
        made.start();
        server = made;
        Log.infof("the mail relay listens on port %d%s", port(), tls.isEmpty() ? " without TLS" : "");
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }

    private SMTPServer built(Optional<SSLContext> tls) throws UnknownHostException {
        SMTPServer.Builder builder = SMTPServer.port(config.port().orElseThrow())
                .bindAddress(InetAddress.getByName(config.host()))
                .hostName(name)
                .softwareName("Sales Insights")
                .authenticationHandlerFactory(logIns)
                .messageHandlerFactory(takeMail)
                .requireAuth(false)
                .requireTLS(tls.isPresent() && !config.plaintext())
                .showAuthCapabilitiesBeforeSTARTTLS(config.plaintext())
                .insertReceivedHeaders(false)
                .maxConnections(config.mostConnections())
                .maxRecipients(config.mostRecipients())
                .maxMessageSize(config.largestBytes())
                .connectionTimeoutMs((int) config.silence().toMillis())
                .sessionHandler(
                        SessionHandler.limitConcurrentSessionsBySource(Math.min(PER_CLIENT, config.mostConnections())));
        tls.ifPresentOrElse(context -> builder.enableTLS().startTlsSocketFactory(context), builder::hideTLS);
        return builder.build();
    }

    private Optional<SSLContext> tls() throws Exception {
        KeyCertOptions keys;
        if (config.keystore().isPresent()) {
            keys = new PfxOptions()
                    .setPath(config.keystore().get())
                    .setPassword(config.keystorePassword().orElse(""));
        } else if (config.certificate().isPresent() && config.key().isPresent()) {
            keys = new PemKeyCertOptions()
                    .setCertPath(config.certificate().get())
                    .setKeyPath(config.key().get());
        } else {
            return Optional.empty();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagerFactory(vertx).getKeyManagers(), null, null);
        return Optional.of(context);
    }

    /** Where it listens; 0 if it is switched off. */
    public int port() {
        return server == null ? 0 : server.getPortAllocated();
    }

    /** What this person's mail program has to be told. */
    public PasswordView.Connecting connecting(String user) {
        return new PasswordView.Connecting(
                name, port(), config.keystore().isPresent() || config.key().isPresent() ? "STARTTLS" : "none", user);
    }
}
