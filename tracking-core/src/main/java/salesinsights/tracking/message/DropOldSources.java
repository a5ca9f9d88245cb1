package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Duration;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/** Forgets what copies were made of that failed or were interrupted long ago. */
@Singleton
class DropOldSources implements Recurring {
    private final SendTable queue;
    private final SendConfig config;
    private final Scopes scopes;

    DropOldSources(SendTable queue, SendConfig config, Scopes scopes) {
        this.queue = queue;
        this.config = config;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "drop-old-message-sources";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run() {
        scopes.runAsWorker(() -> queue.dropOlderThan(config.keepSources()));
    }
}
