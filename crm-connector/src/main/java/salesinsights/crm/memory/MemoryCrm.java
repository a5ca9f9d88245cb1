package salesinsights.crm.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.ReadsBack;

/**
 * A small real CRM: finds records by external id, insists on a name, takes {@value #BATCH_AT_MOST} at once,
 * and can be told to have a bad day. Holds at most {@value #RECORDS_AT_MOST} records and {@value #DECISIONS_AT_MOST}
 * decisions.
 */
public final class MemoryCrm implements ReadsBack {
    static final int BATCH_AT_MOST = 100;
    static final int RECORDS_AT_MOST = 200_000;
    static final int DECISIONS_AT_MOST = 200_000;

    /** What happens to the next calls, one each, before the CRM behaves again. */
    public sealed interface Mood {
        /** HTTP 429: nothing is taken, and everything until then is refused too. */
        record BusyFor(Duration restFor) implements Mood {}

        /** Everything is stored, but the answer never arrives. */
        record AnswerLost() implements Mood {}

        /** Nothing is stored and nobody answers. */
        record Away() implements Mood {}

        /** Every second record of the batch fails for now. */
        record HalfFails() implements Mood {}

        /** The token expired. */
        record LockedOut() implements Mood {}
    }

    private final Clock clock;
    private final String epoch = UUID.randomUUID().toString();
    private final NavigableMap<String, KeptRecord> records = new TreeMap<>();
    private final Deque<Mood> moods = new ArrayDeque<>();
    private final Map<String, String> disliked = new HashMap<>();
    private final List<CrmOutcome> decisions = new ArrayList<>();
    private Instant busyUntil = Instant.MIN;
    private int callsWhileBusy;

    public MemoryCrm(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(BATCH_AT_MOST, Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public synchronized List<PushOutcome> push(List<CrmLead> batch) {
        Set<String> ids = new HashSet<>();
        if (batch.isEmpty()
                || batch.size() > BATCH_AT_MOST
                || !batch.stream().allMatch(lead -> ids.add(lead.externalId()))) {
            throw new IllegalArgumentException("a batch is 1 to " + BATCH_AT_MOST + " different leads");
        }
        if (clock.instant().isBefore(busyUntil)) {
            callsWhileBusy++;
            return all(batch, new PushOutcome.Busy(Duration.between(clock.instant(), busyUntil)));
        }
        return switch (moods.poll()) {
            case null -> stored(batch);
            case Mood.BusyFor(var restFor) -> {
                busyUntil = clock.instant().plus(restFor);
                yield all(batch, new PushOutcome.Busy(restFor));
            }
            case Mood.AnswerLost lost -> {
                stored(batch);
                yield all(batch, new PushOutcome.Unreachable("No answer within 5 s."));
            }
            case Mood.Away away -> all(batch, new PushOutcome.Unreachable("Nobody answers at this address."));
            case Mood.HalfFails half -> halfOf(batch);
            case Mood.LockedOut out -> all(batch, new PushOutcome.Unauthorised("The access token is no longer valid."));
        };
    }

    private static List<PushOutcome> all(List<CrmLead> batch, PushOutcome outcome) {
        return batch.stream().map(lead -> outcome).toList();
    }

    private List<PushOutcome> stored(List<CrmLead> batch) {
        return batch.stream().map(this::store).toList();
    }

    private List<PushOutcome> halfOf(List<CrmLead> batch) {
        List<PushOutcome> outcomes = new ArrayList<>();
        for (CrmLead lead : batch) {
            outcomes.add(
                    outcomes.size() % 2 == 1
                            ? new PushOutcome.Unreachable("The record is locked by somebody else.")
                            : store(lead));
        }
        return outcomes;
    }

    private PushOutcome store(CrmLead lead) {
        if (lead.name().isBlank()) {
            return new PushOutcome.Refused("name", "is required");
        }
        String reason = disliked.get(lead.externalId());
        if (reason != null) {
            return new PushOutcome.Refused("name", reason);
        }
        KeptRecord before = records.get(lead.externalId());
        if (before == null && records.size() == RECORDS_AT_MOST) {
            return new PushOutcome.Refused("", "the in-memory CRM is full");
        }
        String crmId = before == null ? "M-" + (records.size() + 1) : before.crmId();
        CrmOutcome.Result result = before == null ? CrmOutcome.Result.OPEN : before.result();
        records.put(lead.externalId(), new KeptRecord(crmId, lead, result, clock.instant()));
        return new PushOutcome.Stored(crmId);
    }

    /** The record goes, and what was decided about it. */
    @Override
    public synchronized List<PushOutcome> forget(List<CrmLead> erased) {
        if (clock.instant().isBefore(busyUntil)) {
            callsWhileBusy++;
            return all(erased, new PushOutcome.Busy(Duration.between(clock.instant(), busyUntil)));
        }
        return erased.stream()
                .<PushOutcome>map(lead -> {
                    KeptRecord before = records.remove(lead.externalId());
                    return new PushOutcome.Stored(before == null ? lead.externalId() : before.crmId());
                })
                .toList();
    }

    @Override
    public synchronized Pulled pull(@Nullable String cursor, int atMost) {
        if (clock.instant().isBefore(busyUntil)) {
            callsWhileBusy++;
            throw CrmFailure.busy("The CRM asks for a rest.", Duration.between(clock.instant(), busyUntil));
        }
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(decisions.size(), from + atMost);
        return new Pulled(decisions.subList(from, to), Integer.toString(to), to < decisions.size());
    }

    @Override
    public Checked check() {
        return new Checked(true, "The in-memory CRM is part of this process and always there.");
    }

    @Override
    public synchronized List<KeptRecord> readBack(@Nullable String after, int atMost) {
        return (after == null ? records : records.tailMap(after, false))
                .values().stream().limit(atMost).toList();
    }

    /** Somebody in the CRM decides about a record. False if there is no such record or too much was decided already. */
    public synchronized boolean decide(String externalId, CrmOutcome.Result result) {
        KeptRecord record = records.get(externalId);
        if (record == null || decisions.size() == DECISIONS_AT_MOST) {
            return false;
        }
        boolean flag = result == CrmOutcome.Result.DO_NOT_CONTACT || result == CrmOutcome.Result.DO_NOT_TRACK;
        CrmOutcome.Result kept = flag ? record.result() : result;
        records.put(externalId, new KeptRecord(record.crmId(), record.lead(), kept, record.storedAt()));
        decisions.add(new CrmOutcome(externalId, result, clock.instant()));
        return true;
    }

    /** The next pushes meet these moods, one each. */
    public synchronized MemoryCrm moods(List<? extends Mood> next) {
        moods.addAll(next);
        return this;
    }

    /** From now on this record is refused for the reason, until it is null. */
    public synchronized MemoryCrm dislikes(String externalId, @Nullable String reason) {
        if (reason == null) {
            disliked.remove(externalId);
        } else {
            disliked.put(externalId, reason);
        }
        return this;
    }

    /** How often it was called although it had asked for a rest: must be 0. */
    public synchronized int callsWhileBusy() {
        return callsWhileBusy;
    }

    /** How many moods are still to come. */
    public synchronized int moodsLeft() {
        return moods.size();
    }
}
