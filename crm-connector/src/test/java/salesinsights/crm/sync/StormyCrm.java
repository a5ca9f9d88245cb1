package salesinsights.crm.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.memory.MemoryCrm;
import salesinsights.crm.memory.MemoryCrm.Mood;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.GivesRecords;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.Pace;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;

final class StormyCrm implements GivesRecords, TakesTimeline, TakesTasks, ReadsBack {
    final MemoryCrm memory;
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    /** Calls that have been carried out but may not answer yet. */
    final Semaphore answers = new Semaphore(Integer.MAX_VALUE);

    /** Records that were pushed, each push counted. */
    final AtomicInteger pushed = new AtomicInteger();
    /** When each push began. */
    final Queue<Instant> begun = new ConcurrentLinkedQueue<>();

    private final Clock clock;
    private volatile Supplier<List<? extends Mood>> weather = List::of;
    private volatile Pace pace = Pace.UNLIMITED;
    private volatile boolean forgetsIds;
    private volatile String poison = "";

    StormyCrm(Clock clock) {
        this.clock = clock;
        memory = new MemoryCrm(clock);
    }

    /** Asked before every call for what it meets. */
    StormyCrm weather(Supplier<List<? extends Mood>> anew) {
        weather = anew;
        return this;
    }

    StormyCrm paced(Pace anew) {
        pace = anew;
        return this;
    }

    /** The negative control: records cannot be found again. */
    StormyCrm forgettingIds() {
        forgetsIds = true;
        return this;
    }

    /** Every batch with this lead in it fails as a whole. */
    StormyCrm poisonedBy(String externalId) {
        poison = externalId;
        return this;
    }

    StormyCrm holdAnswers() {
        answers.drainPermits();
        return this;
    }

    void letAnswersGo() {
        answers.release(1_000_000);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(20, Duration.ofSeconds(30), Duration.ofMillis(200), pace, 1);
    }

    @Override
    public String epoch() {
        return memory.epoch();
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        calls.incrementAndGet();
        begun.add(clock.instant());
        pushed.addAndGet(batch.size());
        memory.moods(weather.get());
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            if (batch.stream().anyMatch(lead -> lead.externalId().equals(poison))) {
                return batch.stream()
                        .<PushOutcome>map(lead -> new PushOutcome.Unreachable("500"))
                        .toList();
            }
            List<PushOutcome> outcomes = memory.push(
                    forgetsIds ? batch.stream().map(StormyCrm::nameless).toList() : batch);
            return answers.tryAcquire(25, TimeUnit.SECONDS)
                    ? outcomes
                    : batch.stream()
                            .<PushOutcome>map(lead -> new PushOutcome.Unreachable("held"))
                            .toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static CrmLead nameless(CrmLead lead) {
        return new CrmLead(
                UUID.randomUUID().toString(),
                lead.version(),
                lead.asOf(),
                lead.sourceId(),
                lead.team(),
                lead.email(),
                lead.name(),
                lead.company(),
                lead.owner(),
                lead.stage(),
                lead.score(),
                lead.lastTouchAt());
    }

    @Override
    public Pulled pull(@Nullable String cursor, int atMost) {
        return memory.pull(cursor, atMost);
    }

    @Override
    public Set<CrmEntity> gives() {
        return memory.gives();
    }

    @Override
    public CrmPage pull(CrmEntity entity, @Nullable String cursor, int atMost) {
        return memory.pull(entity, cursor, atMost);
    }

    @Override
    public List<PushOutcome> log(List<CrmTouch> batch) {
        return memory.log(batch);
    }

    @Override
    public List<PushOutcome> pushTasks(List<CrmTask> batch) {
        return memory.pushTasks(batch);
    }

    @Override
    public List<KeptRecord> readBack(@Nullable String after, int atMost) {
        return memory.readBack(after, atMost);
    }

    @Override
    public List<PushOutcome> forget(List<CrmLead> erased) {
        return memory.forget(erased);
    }

    @Override
    public Checked check() {
        return memory.check();
    }
}
