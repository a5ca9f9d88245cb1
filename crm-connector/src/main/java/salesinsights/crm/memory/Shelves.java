package salesinsights.crm.memory;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.PushOutcome;

/** What the in-memory CRM keeps, and what changed in it. Guarded by its owner. */
final class Shelves {
    static final int RECORDS_AT_MOST = 200_000;
    private static final PushOutcome NO_LEAD = new PushOutcome.Refused("lead", "there is no such record");
    private static final PushOutcome FULL = new PushOutcome.Refused("", "the in-memory CRM is full");

    private final Clock clock;
    private final NavigableMap<String, KeptRecord> records = new TreeMap<>();
    private final Map<String, CrmTask> tasks = new LinkedHashMap<>();
    private final Map<String, CrmTouch> touches = new LinkedHashMap<>();
    private final Map<CrmEntity, Feed> feeds = new EnumMap<>(CrmEntity.class);
    private final Set<String> foreign = new HashSet<>();
    private long lastId;

    Shelves(Clock clock) {
        this.clock = clock;
        for (CrmEntity entity : CrmEntity.values()) {
            feeds.put(entity, new Feed());
        }
    }

    private Feed feed(CrmEntity entity) {
        return Objects.requireNonNull(feeds.get(entity));
    }

    CrmPage page(CrmEntity entity, @Nullable String cursor, int atMost) {
        return feed(entity).page(cursor, atMost);
    }

    @Nullable
    KeptRecord record(String externalId) {
        return records.get(externalId);
    }

    List<KeptRecord> recordsAfter(@Nullable String after, int atMost) {
        return (after == null ? records : records.tailMap(after, false))
                .values().stream().limit(atMost).toList();
    }

    List<CrmTask> tasks() {
        return List.copyOf(tasks.values());
    }

    List<CrmTouch> touches() {
        return List.copyOf(touches.values());
    }

    // ---- what we write

    PushOutcome store(CrmLead lead, CrmMapping mapping) {
        KeptRecord before = records.get(lead.externalId());
        if (before == null && records.size() == RECORDS_AT_MOST) {
            return FULL;
        }
        CrmLead told = lead.knownAs(null);
        CrmLead kept = before == null ? told : Facts.merged(told, before.lead(), mapping);
        KeptRecord record = new KeptRecord(
                before == null ? idOfNew(lead) : before.crmId(),
                kept,
                before == null ? Result.OPEN : before.result(),
                clock.instant());
        keep(record, true);
        return new PushOutcome.Stored(record.crmId());
    }

    /** A record that somebody made over there becomes ours; otherwise there is a new one. */
    private String idOfNew(CrmLead lead) {
        String known = lead.crmId();
        return known != null && foreign.remove(known) ? known : "M-" + ++lastId;
    }

    private void keep(KeptRecord record, boolean ours) {
        records.put(record.lead().externalId(), record);
        feed(CrmEntity.LEAD)
                .put(new CrmItem.Lead(
                        record.crmId(), record.lead().externalId(), clock.instant(), ours, Facts.of(record.lead())));
    }

    PushOutcome log(CrmTouch touch) {
        if (!records.containsKey(touch.lead())) {
            return NO_LEAD;
        }
        if (touches.size() == RECORDS_AT_MOST && !touches.containsKey(touch.externalId())) {
            return FULL;
        }
        touches.putIfAbsent(touch.externalId(), touch);
        return new PushOutcome.Stored("N-" + touch.externalId());
    }

    PushOutcome store(CrmTask task) {
        if (!records.containsKey(task.lead())) {
            return NO_LEAD;
        }
        CrmTask before = tasks.get(task.externalId());
        if (before == null && tasks.size() == RECORDS_AT_MOST) {
            return FULL;
        }
        boolean finishedHere =
                before != null && before.status() != CrmTask.Status.OPEN && task.version() <= before.version();
        if (!finishedHere) {
            keep(task, true);
        }
        return new PushOutcome.Stored("T-" + task.externalId());
    }

    private void keep(CrmTask task, boolean ours) {
        tasks.put(task.externalId(), task);
        feed(CrmEntity.TASK)
                .put(new CrmItem.Task(
                        "T-" + task.externalId(),
                        task.externalId(),
                        clock.instant(),
                        ours,
                        task.status(),
                        task.note()));
    }

    PushOutcome forget(String externalId) {
        KeptRecord before = records.remove(externalId);
        tasks.values().removeIf(task -> task.lead().equals(externalId));
        touches.values().removeIf(touch -> touch.lead().equals(externalId));
        if (before == null) {
            return new PushOutcome.Stored(externalId);
        }
        feed(CrmEntity.LEAD).drop(before.crmId());
        return new PushOutcome.Stored(before.crmId());
    }

    // ---- what people over there do

    boolean decide(String externalId, Result result) {
        KeptRecord record = records.get(externalId);
        if (record != null) {
            records.put(externalId, new KeptRecord(record.crmId(), record.lead(), result, record.storedAt()));
        }
        return record != null;
    }

    boolean edit(String externalId, LeadFact fact, String value) {
        KeptRecord record = records.get(externalId);
        if (record != null) {
            CrmLead edited = Facts.edited(record.lead(), fact, value);
            keep(new KeptRecord(record.crmId(), edited, record.result(), record.storedAt()), false);
        }
        return record != null;
    }

    /** A record that came about over there. */
    String add(Map<LeadFact, String> facts) {
        String crmId = "M-" + ++lastId;
        foreign.add(crmId);
        feed(CrmEntity.LEAD).put(new CrmItem.Lead(crmId, null, clock.instant(), false, facts));
        return crmId;
    }

    void add(CrmEntity entity, CrmItem item) {
        feed(entity).put(item);
    }

    boolean remove(String externalId, @Nullable String into) {
        KeptRecord record = records.remove(externalId);
        if (record != null) {
            feed(CrmEntity.LEAD)
                    .put(
                            into == null
                                    ? new CrmItem.Deleted(record.crmId(), externalId, clock.instant())
                                    : new CrmItem.Merged(record.crmId(), externalId, clock.instant(), into));
        }
        return record != null;
    }

    boolean finish(String externalId, CrmTask.Status status, String note) {
        CrmTask task = tasks.get(externalId);
        if (task != null) {
            keep(
                    new CrmTask(
                            task.externalId(),
                            task.version(),
                            task.lead(),
                            task.title(),
                            task.reason(),
                            task.owner(),
                            task.dueAt(),
                            status,
                            note),
                    false);
        }
        return task != null;
    }
}
