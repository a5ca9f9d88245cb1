package salesinsights.crm.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.memory.MemoryCrm;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;

final class StormyCrm implements Crm {
    final MemoryCrm memory;
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    /** Calls that have been carried out but may not answer yet. */
    final Semaphore answers = new Semaphore(Integer.MAX_VALUE);

    private volatile boolean forgetsIds;
    private volatile String poison = "";

    StormyCrm(Clock clock) {
        memory = new MemoryCrm(clock);
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
        return new Capabilities(20, Duration.ofSeconds(30), Duration.ofMillis(200));
    }

    @Override
    public String epoch() {
        return memory.epoch();
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        calls.incrementAndGet();
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
    public Checked check() {
        return memory.check();
    }
}
