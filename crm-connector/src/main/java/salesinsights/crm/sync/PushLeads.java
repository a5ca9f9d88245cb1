package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.sync.RecordOutcomes.Settled;
import salesinsights.tracking.team.Scopes;

/** Pushes the newest states of leads, a batch at a time. */
@Singleton
class PushLeads implements Chore {
    private final RecordRows records;
    private final RecordOutcomes outcomes;
    private final OutgoingLeads leads;
    private final NoteTouches touches;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;
    private final SyncConfig config;
    private final BackOff backOff;
    private final Clock clock;

    PushLeads(
            RecordRows records,
            RecordOutcomes outcomes,
            OutgoingLeads leads,
            NoteTouches touches,
            Asking asking,
            Permits permits,
            Scopes scopes,
            SyncConfig config,
            BackOff backOff,
            Clock clock) {
        this.records = records;
        this.outcomes = outcomes;
        this.leads = leads;
        this.touches = touches;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
        this.config = config;
        this.backOff = backOff;
        this.clock = clock;
    }

    /**
     * What a look at the rows gave.
     *
     * @param batch to be pushed now
     * @param suspect if it is one lead whose failures are likely its own
     * @param some false if nothing was due
     */
    private record Taken(List<Outgoing> batch, boolean suspect, boolean some) {}

    @Override
    public Went run(Shift shift) {
        Taken taken = scopes.asWorker(() -> take(shift));
        if (!taken.batch().isEmpty()) {
            push(shift, taken);
        }
        return taken.some() ? Went.ON : Went.IDLE;
    }

    private Taken take(Shift shift) {
        Running connection = shift.connection();
        Capabilities can = shift.crm().capabilities();
        // After failures smaller batches, down to one lead: the one that spoils every batch is then found.
        int atMost = Math.max(1, can.batchAtMost() >> Math.min(shift.failures(), 10));
        Map<UUID, Due> due = records.due(connection.id(), atMost).stream()
                .collect(Collectors.toMap(Due::lead, one -> one, (one, same) -> one, LinkedHashMap::new));
        if (due.isEmpty()) {
            return new Taken(List.of(), false, false);
        }
        boolean suspect = due.size() == 1 && due.values().stream().allMatch(Due::suspect);
        List<Outgoing> batch = worthACall(shift, due);
        if (!batch.isEmpty() && !permits.take(shift, can.callsPerBatch())) {
            return new Taken(List.of(), false, true);
        }
        records.unsure(connection.id(), batch);
        return new Taken(batch, suspect, true);
    }

    /** Writes down what needs no call, and takes it out of {@code due}. */
    private List<Outgoing> worthACall(Shift shift, Map<UUID, Due> due) {
        Running connection = shift.connection();
        Instant now = clock.instant();
        List<Outgoing> held = new ArrayList<>();
        List<Outgoing> calm = new ArrayList<>();
        List<Outgoing> batch = new ArrayList<>();
        List<Outgoing> found = leads.of(connection.covers(), due.keySet());
        touches.note(shift, found, due);
        for (Outgoing lead : found) {
            Due mark = due.remove(lead.id());
            if (mark == null) {
                continue;
            }
            boolean isCalm = mark.isCalm(lead, config.scoreStep(), config.scoreAfter(), now);
            (mark.holds(lead) ? held : isCalm ? calm : batch).add(lead.knownAs(mark.crmId()));
        }
        records.inStep(connection.id(), held);
        records.calm(connection.id(), calm, config.scoreAfter());
        records.forget(connection.id(), List.copyOf(due.keySet()));
        return batch;
    }

    private void push(Shift shift, Taken taken) {
        List<Outgoing> batch = taken.batch();
        List<PushOutcome> answered = asking.push(
                shift,
                batch,
                all -> shift.crm().push(all.stream().map(Outgoing::lead).toList()));
        Standing standing = asking.standing(shift.crm(), answered, shift.failures(), taken.suspect());
        List<Settled> settled = new ArrayList<>();
        for (Outgoing sent : batch) {
            settled.add(new Settled(sent, answered.get(settled.size())));
        }
        scopes.runAsWorker(() -> {
            if (asking.settle(shift.lease(), standing)) {
                outcomes.settle(shift.lease().connection(), settled, standing.success() || taken.suspect(), backOff);
            }
        });
    }
}
