package salesinsights.crm.spi;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The connectors' HTTP client, for tests outside of the container. */
public final class LocalOutgoing {
    private static final Vertx VERTX = Vertx.vertx();

    private LocalOutgoing() {}

    /** Calls loopback too, so that a stub can answer. */
    public static OutgoingHttp anywhere() {
        return with(true);
    }

    /** As in the field: public addresses only. */
    public static OutgoingHttp publicOnly() {
        return with(false);
    }

    private static OutgoingHttp with(boolean allowPrivate) {
        return new OutgoingHttp(VERTX, new OutgoingConfig() {
            @Override
            public boolean allowPrivateAddresses() {
                return allowPrivate;
            }

            @Override
            public Duration connectWithin() {
                return Duration.ofSeconds(2);
            }
        });
    }
}
