package salesinsights.crm.sync;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/**
 * Keeps CRMs in step: notes what changed, claims connections that have something to do, and gives each a thread of its
 * own, so that a slow CRM holds up nobody but itself.
 */
@Singleton
class PushChangedLeads implements Draining {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final NoteChangedLeads notes;
    private final SyncGauges gauges;
    private final SyncRows syncs;
    private final Turn turn;
    private final Scopes scopes;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PushChangedLeads(
            NoteChangedLeads notes, SyncGauges gauges, SyncRows syncs, Turn turn, Scopes scopes, SyncConfig config) {
        this.notes = notes;
        this.gauges = gauges;
        this.syncs = syncs;
        this.turn = turn;
        this.scopes = scopes;
        this.free = new Semaphore(config.connectionsAtOnce());
    }

    @Override
    public String name() {
        return "push-changed-leads";
    }

    @Override
    public boolean drainOnce() {
        boolean more = notes.noteOnce();
        gauges.refresh();
        int atMost = free.availablePermits();
        if (atMost > 0 && !threads.isShutdown()) {
            List<Lease> claimed = scopes.asWorker(() -> syncs.claim(atMost, Turn.LEASE));
            claimed.forEach(this::start);
        }
        return more;
    }

    private void start(Lease lease) {
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                turn.run(lease);
            } catch (RuntimeException failure) {
                Log.errorf(failure, "connection %s: turn ended early, goes on when its lease ends", lease.connection());
            } finally {
                free.release();
            }
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            // Unsettled calls are repeated after the restart; external ids make that harmless.
            threads.shutdownNow();
        }
    }
}
