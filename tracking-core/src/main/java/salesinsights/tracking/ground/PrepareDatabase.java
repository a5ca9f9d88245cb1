package salesinsights.tracking.ground;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;

/**
 * Migrates the database and then starts the timers in it. A process starts while PostgreSQL is away, because its pixels
 * and links need none; this goes on trying. A migration that fails for any other reason keeps the process from starting.
 */
@Singleton
public class PrepareDatabase {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration FIRST_TRY = Duration.ofSeconds(20);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Flyway flyway;
    private final Timers timers;
    private final Roles roles;
    private final DatabaseConfig config;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "prepare-database");
    private volatile boolean ready;
    private volatile boolean running = true;
    private volatile @Nullable RuntimeException hopeless;

    PrepareDatabase(Flyway flyway, Timers timers, Roles roles, DatabaseConfig config) {
        this.flyway = flyway;
        this.timers = timers;
        this.roles = roles;
        this.config = config;
    }

    /** Before anything that reads a table at start; that finds its tables whenever PostgreSQL is there. */
    void start(@Observes @Priority(50) StartupEvent event) throws InterruptedException {
        thread.setDaemon(true);
        thread.start();
        if (!tried.await(FIRST_TRY.toMillis(), TimeUnit.MILLISECONDS)) {
            Log.warnf("PostgreSQL did not answer within %s: starting without", FIRST_TRY);
        }
        RuntimeException failed = hopeless;
        if (failed != null) {
            throw failed;
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException, SchedulerException {
        running = false;
        thread.join(STOP_WITHIN);
        timers.stop();
    }

    /** True once the tables are as this version needs them. */
    public boolean isReady() {
        return ready;
    }

    private void run() {
        try {
            while (running && !ready && hopeless == null) {
                attempt();
                tried.countDown();
                if (!ready && hopeless == null) {
                    Thread.sleep(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            flyway.migrate();
            if (roles.has(Roles.Role.WORKER)) {
                timers.start();
            }
            ready = true;
            if (tried.getCount() == 0) {
                Log.info("the database is there, and as this version needs it");
            }
        } catch (RuntimeException | SchedulerException failed) {
            boolean away = failed instanceof FlywaySqlException || !(failed instanceof FlywayException);
            if (!away || config.requiredAtStart()) {
                hopeless = new IllegalStateException("the database cannot be used: " + firstLine(failed), failed);
            } else if (tried.getCount() > 0) {
                // Once per start, not once per second.
                Log.errorf(
                        "the database is away, starting without, tried every %s: %s", AFTER_FAILURE, firstLine(failed));
            }
        }
    }

    private static String firstLine(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}
