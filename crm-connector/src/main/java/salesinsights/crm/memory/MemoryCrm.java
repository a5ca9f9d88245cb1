package salesinsights.crm.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.GivesRecords;
import salesinsights.crm.spi.HasSchema;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetsUp;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;

/**
 * A small real CRM: finds records by external id, insists on a name, takes {@value #BATCH_AT_MOST} at once, has people who
 * edit, merge, delete and finish tasks, and can be told to have a bad day. Holds at most 200,000 records and
 * {@value #DECISIONS_AT_MOST} decisions.
 */
public final class MemoryCrm implements ReadsBack, GivesRecords, TakesTimeline, TakesTasks, HasSchema, SetsUp {
    static final int BATCH_AT_MOST = 100;
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
    private final Shelves shelves;
    private final Fields fields = new Fields();
    private final Temper temper;
    private final MemoryPeople people;
    private final Map<String, String> disliked = new HashMap<>();
    private final List<CrmOutcome> decisions = new ArrayList<>();
    private CrmMapping mapping = CrmMapping.NONE;

    public MemoryCrm(Clock clock) {
        this.clock = clock;
        this.shelves = new Shelves(clock);
        this.temper = new Temper(clock);
        this.people = new MemoryPeople(this, shelves);
    }

    /** From now on with this mapping. */
    public synchronized MemoryCrm mappedBy(CrmMapping anew) {
        mapping = anew;
        return this;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(BATCH_AT_MOST, Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    @Override
    public String epoch() {
        return epoch;
    }

    // ---- what we push

    @Override
    public synchronized List<PushOutcome> push(List<CrmLead> batch) {
        return temper.taken(batch, CrmLead::externalId, this::store);
    }

    @Override
    public synchronized List<PushOutcome> log(List<CrmTouch> batch) {
        return temper.taken(batch, CrmTouch::externalId, shelves::log);
    }

    @Override
    public synchronized List<PushOutcome> pushTasks(List<CrmTask> batch) {
        return temper.taken(batch, CrmTask::externalId, task -> {
            String reason = disliked.get(task.externalId());
            return reason == null ? shelves.store(task) : new PushOutcome.Refused("title", reason);
        });
    }

    /** The record goes, with its tasks and timeline. */
    @Override
    public synchronized List<PushOutcome> forget(List<CrmLead> erased) {
        return temper.unlessBusy(erased, lead -> shelves.forget(lead.externalId()));
    }

    private PushOutcome store(CrmLead lead) {
        if (lead.name().isBlank()) {
            return new PushOutcome.Refused("name", "is required");
        }
        String reason = disliked.get(lead.externalId());
        return reason == null ? shelves.store(lead, mapping) : new PushOutcome.Refused("name", reason);
    }

    // ---- what we ask

    @Override
    public synchronized Pulled pull(@Nullable String cursor, int atMost) {
        temper.refuseWhileBusy();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(decisions.size(), from + atMost);
        return new Pulled(decisions.subList(from, to), Integer.toString(to), to < decisions.size());
    }

    @Override
    public Set<CrmEntity> gives() {
        return EnumSet.allOf(CrmEntity.class);
    }

    @Override
    public synchronized CrmPage pull(CrmEntity entity, @Nullable String cursor, int atMost) {
        temper.refuseWhileBusy();
        return shelves.page(entity, cursor, atMost);
    }

    @Override
    public Checked check() {
        return new Checked(true, "The in-memory CRM is part of this process and always there.");
    }

    @Override
    public synchronized List<KeptRecord> readBack(@Nullable String after, int atMost) {
        return shelves.recordsAfter(after, atMost);
    }

    @Override
    public synchronized List<CrmField> fields() {
        return fields.all();
    }

    @Override
    public synchronized List<SetUpStep> missing() {
        return fields.missing();
    }

    @Override
    public synchronized List<SetUpStep> setUp() {
        return fields.setUp();
    }

    // ---- what people over there do

    /** Somebody in the CRM decides about a record. False if there is no such record or too much was decided already. */
    public synchronized boolean decide(String externalId, CrmOutcome.Result result) {
        KeptRecord record = shelves.record(externalId);
        if (record == null || decisions.size() == DECISIONS_AT_MOST) {
            return false;
        }
        boolean flag = result == CrmOutcome.Result.DO_NOT_CONTACT || result == CrmOutcome.Result.DO_NOT_TRACK;
        shelves.decide(externalId, flag ? record.result() : result);
        decisions.add(new CrmOutcome(externalId, result, clock.instant()));
        return true;
    }

    /** The people who work in the CRM. */
    public MemoryPeople people() {
        return people;
    }

    /** The tasks that it holds. */
    public synchronized List<CrmTask> tasks() {
        return shelves.tasks();
    }

    /** The timeline entries that it holds. */
    public synchronized List<CrmTouch> touches() {
        return shelves.touches();
    }

    /** The next pushes meet these moods, one each. */
    public synchronized MemoryCrm moods(List<? extends Mood> next) {
        temper.moods(next);
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
        return temper.callsWhileBusy();
    }

    /** How many moods are still to come. */
    public synchronized int moodsLeft() {
        return temper.moodsLeft();
    }
}
