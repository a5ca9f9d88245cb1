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
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "prepare-database");
    private volatile boolean ready;
    private volatile boolean running = true;
    private volatile @Nullable RuntimeException hopeless;

    PrepareDatabase(Flyway flyway, Timers timers, Roles roles) {
        this.flyway = flyway;
        this.timers = timers;
        this.roles = roles;
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
                Log.info("PostgreSQL is there: tables are as they should be");
            }
        } catch (FlywaySqlException away) {
            later(away);
        } catch (FlywayException wrong) {
            hopeless = wrong;
            Log.error("the database cannot be migrated", wrong);
        } catch (RuntimeException | SchedulerException away) {
            later(away);
        }
    }

    private void later(Exception away) {
        if (tried.getCount() > 0) {
            // Once per start, not once per second.
            String why = String.valueOf(away.getMessage()).lines().findFirst().orElse("");
            Log.errorf("the database is away, starting without, tried every %s: %s", AFTER_FAILURE, why);
        }
    }
}
