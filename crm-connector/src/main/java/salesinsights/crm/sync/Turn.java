package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Crm;
import salesinsights.tracking.team.Scopes;

/** One connection's turn under a lease: call after call until no chore has anything to do. */
@Singleton
class Turn {
    /** Longer than any call may take. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private final SyncRows syncs;
    private final OpenCrms open;
    private final Scopes scopes;
    private final List<Chore> chores;

    Turn(
            SyncRows syncs,
            OpenCrms open,
            Scopes scopes,
            TellErased erased,
            PullOutcomes outcomes,
            PullRecords records,
            PushLeads leads,
            PushItems items,
            CompareRecords comparing) {
        this.syncs = syncs;
        this.open = open;
        this.scopes = scopes;
        // What people did over there is read before anything is written over it.
        this.chores = List.of(erased, outcomes, records, leads, items, comparing);
    }

    /** An exception on the way leaves the lease as it is: the next try comes when it ends, not at once. */
    void run(Lease lease) {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = once(lease);
        }
        scopes.runAsWorker(() -> syncs.release(lease));
    }

    /** True if there may be more to do under this lease. */
    private boolean once(Lease lease) {
        Running connection = scopes.asWorker(() -> syncs.running(lease.connection()));
        if (connection == null) {
            return false;
        }
        Crm crm = open.of(connection.id(), connection.revision());
        if (!crm.epoch().equals(connection.epoch())) {
            return false;
        }
        SyncRows.Held held = scopes.asWorker(() -> syncs.renew(lease, LEASE));
        if (held == null) {
            return false;
        }
        Shift shift = new Shift(lease, connection, crm, held);
        for (Chore chore : chores) {
            if (chore.run(shift) == Chore.Went.ON) {
                return true;
            }
        }
        return false;
    }
}
