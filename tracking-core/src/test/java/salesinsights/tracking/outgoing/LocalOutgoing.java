package salesinsights.tracking.outgoing;

import io.vertx.core.Vertx;
import java.time.Duration;

/** How this server reaches out, for tests outside of the container. */
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
        OutgoingConfig config = config(allowPrivate);
        return new OutgoingHttp(VERTX, new OutgoingAddresses(config), config);
    }

    /** Sockets as in the field, or such that reach loopback too. */
    public static OutgoingSockets sockets(boolean allowPrivate) {
        OutgoingConfig config = config(allowPrivate);
        return new OutgoingSockets(new OutgoingAddresses(config), config);
    }

    private static OutgoingConfig config(boolean allowPrivate) {
        return new OutgoingConfig() {
            @Override
            public boolean allowPrivateAddresses() {
                return allowPrivate;
            }

            @Override
            public Duration connectWithin() {
                return Duration.ofSeconds(2);
            }
        };
    }
}
