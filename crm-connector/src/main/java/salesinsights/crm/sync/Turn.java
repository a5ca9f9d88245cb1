package salesinsights.crm.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.sync.RecordRows.Due;
import salesinsights.crm.sync.RecordRows.Settled;
import salesinsights.tracking.team.Scopes;

/**
 * One connection's turn under a lease: batch after batch until nothing is due, then outcomes. Between taking a batch
 * and settling it no transaction is open; effect and mark are then written together, or not at all if the lease is lost.
 */
@Singleton
class Turn {
    /** Longer than any call may take. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private final SyncRows syncs;
    private final RecordRows records;
    private final OutgoingLeads leads;
    private final OpenCrms open;
    private final Connections connections;
    private final PullOutcomes outcomes;
    private final Calls calls;
    private final Scopes scopes;
    private final TellErased erased;
    private final MeterRegistry meters;
    private final BackOff backOff;

    Turn(
            SyncRows syncs,
            RecordRows records,
            OutgoingLeads leads,
            OpenCrms open,
            Connections connections,
            PullOutcomes outcomes,
            Calls calls,
            Scopes scopes,
            TellErased erased,
            BackOff backOff,
            MeterRegistry meters) {
        this.syncs = syncs;
        this.records = records;
        this.leads = leads;
        this.open = open;
        this.connections = connections;
        this.outcomes = outcomes;
        this.calls = calls;
        this.scopes = scopes;
        this.erased = erased;
        this.backOff = backOff;
        this.meters = meters;
    }

    /** A batch; {@code suspect} if it is one lead whose failures are likely its own. */
    private record Taken(int failures, List<Outgoing> batch, boolean suspect, boolean more) {}

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
        if (erased.tell(lease, crm)) {
            return true;
        }
        Taken taken = scopes.asWorker(() -> take(lease, connection, crm));
        if (taken == null) {
            return false;
        }
        if (taken.batch().isEmpty()) {
            return taken.more() || outcomes.pull(lease, connection, crm);
        }
        return push(lease, crm, taken);
    }

    private @Nullable Taken take(Lease lease, Running connection, Crm crm) {
        SyncRows.Held held = syncs.renew(lease, LEASE);
        if (held == null) {
            return null;
        }
        // After failures smaller batches, down to one lead: the one that spoils every batch is then found.
        int atMost = Math.max(1, crm.capabilities().batchAtMost() >> Math.min(held.failures(), 10));
        Map<UUID, Due> due = records.due(connection.id(), atMost).stream()
                .collect(Collectors.toMap(Due::lead, one -> one, (one, same) -> one, LinkedHashMap::new));
        boolean suspect = due.size() == 1 && due.values().stream().allMatch(Due::suspect);
        List<Outgoing> found = leads.of(connection.covers(), due.keySet());
        List<Outgoing> unchanged = new ArrayList<>();
        List<Outgoing> batch = new ArrayList<>();
        for (Outgoing lead : found) {
            Due mark = due.get(lead.id());
            (mark != null && mark.isHeld(lead.digest()) ? unchanged : batch).add(lead);
        }
        records.inStep(connection.id(), unchanged);
        records.unsure(connection.id(), batch);
        found.forEach(lead -> due.remove(lead.id()));
        records.forget(connection.id(), List.copyOf(due.keySet()));
        boolean some = !found.isEmpty() || !due.isEmpty();
        return new Taken(held.failures(), batch, suspect, some);
    }

    private boolean push(Lease lease, Crm crm, Taken taken) {
        List<PushOutcome> outcomes = call(lease, crm, taken.batch());
        Standing standing = taken.suspect()
                ? Standing.afterSuspect(outcomes, taken.failures(), backOff)
                : Standing.after(outcomes, taken.failures(), backOff);
        List<Settled> settled = new ArrayList<>();
        for (Outgoing sent : taken.batch()) {
            settled.add(new Settled(sent, outcomes.get(settled.size())));
        }
        boolean ours = scopes.asWorker(() -> {
            if (!syncs.settle(lease, standing)) {
                return false;
            }
            records.settle(lease.connection(), settled, standing.success() || taken.suspect(), backOff);
            if (standing.stop() != null) {
                connections.fail(lease.connection(), standing.stop());
            }
            return true;
        });
        tell(lease, settled, standing, ours);
        return ours;
    }

    private List<PushOutcome> call(Lease lease, Crm crm, List<Outgoing> batch) {
        List<CrmLead> told = batch.stream().map(Outgoing::lead).toList();
        try {
            List<PushOutcome> answered = calls.within(crm.capabilities().patience(), () -> crm.push(told));
            if (answered.size() == batch.size()) {
                return answered;
            }
            Log.errorf("connection %s: %d outcomes for %d leads", lease.connection(), answered.size(), batch.size());
            return all(batch, "The connector gave an outcome for too few or too many leads.");
        } catch (Calls.Failed failed) {
            return all(batch, failed.sentence());
        }
    }

    private static List<PushOutcome> all(List<Outgoing> batch, String why) {
        return batch.stream()
                .<PushOutcome>map(sent -> new PushOutcome.Unreachable(why))
                .toList();
    }

    private void tell(Lease lease, List<Settled> settled, Standing standing, boolean ours) {
        for (Settled one : settled) {
            String outcome = one.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            meters.counter("insights.crm.pushed", "outcome", outcome).increment();
        }
        if (!ours) {
            Log.infof("connection %s: lease lost during a call, its results are not written", lease.connection());
        } else if (!standing.success()) {
            Log.infof(
                    "connection %s: push failed, failures=%d rest=%s stopped=%b",
                    lease.connection(), standing.failures(), standing.restFor(), standing.stop() != null);
        }
    }
}
