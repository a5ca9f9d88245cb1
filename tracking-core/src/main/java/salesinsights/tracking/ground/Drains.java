package salesinsights.tracking.ground;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs every {@link Draining} on a thread of its own while the process has the worker role. */
@Singleton
public class Drains {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final List<Draining> works;
    private final Roles roles;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    Drains(@All List<Draining> works, Roles roles, Bell bell) {
        this.works = works;
        this.roles = roles;
        bell.onRing(this::wake);
    }

    void start(@Observes StartupEvent event) {
        if (!roles.has(Roles.Role.WORKER)) {
            return;
        }
        for (Draining work : works) {
            Loop loop = new Loop(work);
            loops.add(loop);
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loops.forEach(Loop::end);
        for (Loop loop : loops) {
            loop.join(STOP_WITHIN);
        }
    }

    private void wake(Bell.@Nullable News news) {
        loops.forEach(loop -> loop.wake(news));
    }

    private static final class Loop extends Thread {
        private final Draining work;
        private final Semaphore woken = new Semaphore(0);
        private volatile boolean running = true;
        private boolean failing;

        Loop(Draining work) {
            super("drain-" + work.name());
            this.work = work;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (running) {
                    rest(turn());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        /** Does batches until nothing is left, and says how long to rest. */
        private Duration turn() {
            try {
                while (running && work.drainOnce()) {}
                if (failing) {
                    Log.infof("%s works again", work.name());
                    failing = false;
                }
                return work.restFor();
            } catch (RuntimeException failure) {
                if (!failing) {
                    // Once per outage: a database that is away for an hour is one line, not 3,600.
                    Log.errorf(failure, "%s failed, tried again every %s", work.name(), AFTER_FAILURE);
                    failing = true;
                }
                return AFTER_FAILURE;
            }
        }

        private void rest(Duration atMost) throws InterruptedException {
            if (running && woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        }

        void wake(Bell.@Nullable News news) {
            boolean concerned = news == null || work.waitsFor().contains(news);
            if (concerned && woken.availablePermits() == 0) {
                woken.release();
            }
        }

        void end() {
            running = false;
            woken.release();
        }
    }
}
