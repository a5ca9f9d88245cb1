package salesinsights.tracking.provider;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/** Forgets what providers sent once it has served. */
@Singleton
class DropOldBodies implements Recurring {
    private final Deliveries deliveries;
    private final ProvidersConfig config;
    private final Scopes scopes;
    private final Clock clock;

    DropOldBodies(Deliveries deliveries, ProvidersConfig config, Scopes scopes, Clock clock) {
        this.deliveries = deliveries;
        this.config = config;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "drop-old-provider-bodies";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        int dropped = scopes.asWorker(() -> deliveries.forget(clock.instant().minus(config.keepFor())));
        if (dropped > 0) {
            Log.infof(
                    "%d raw bodies of providers were dropped, because they are older than %s",
                    dropped, config.keepFor());
        }
    }
}
