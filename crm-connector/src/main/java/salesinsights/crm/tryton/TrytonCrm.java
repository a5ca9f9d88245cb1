package salesinsights.crm.tryton;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.GivesRecords;
import salesinsights.crm.spi.HasSchema;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.Pace;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetsUp;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;

/** One Tryton, within the company of the connection's user. */
final class TrytonCrm implements Crm, GivesRecords, TakesTimeline, TakesTasks, HasSchema, SetsUp, ReadsBack {
    static final Duration ONE_CALL = Duration.ofSeconds(30);

    private final TrytonCalls calls;
    private final TrytonMapping mapping;
    private final TrytonPull pull;
    private final TrytonPush push;
    private final TrytonNotes notes;
    private final TrytonTasks tasks;
    private final TrytonSetUp setUp;

    TrytonCrm(TrytonCalls calls, CrmMapping mapping, InstantSource clock) {
        this.calls = calls;
        this.mapping = new TrytonMapping(mapping);
        this.pull = new TrytonPull(calls, this.mapping, clock);
        this.push = new TrytonPush(calls, this.mapping);
        this.notes = new TrytonNotes(calls, pull);
        this.tasks = new TrytonTasks(calls, pull, mapping);
        this.setUp = new TrytonSetUp(calls);
    }

    /** A full batch takes two searches, one call that makes and one that changes. */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                100, Duration.ofSeconds(60), Duration.ofMinutes(1), new Pace(600, Duration.ofMinutes(1)), 4);
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        return outcomes(batch.size(), () -> push.push(batch));
    }

    @Override
    public List<PushOutcome> forget(List<CrmLead> erased) {
        return outcomes(erased.size(), () -> push.forget(erased));
    }

    @Override
    public List<PushOutcome> log(List<CrmTouch> batch) {
        return outcomes(batch.size(), () -> notes.log(batch));
    }

    @Override
    public List<PushOutcome> pushTasks(List<CrmTask> batch) {
        return outcomes(batch.size(), () -> tasks.push(batch));
    }

    private static List<PushOutcome> outcomes(int size, Supplier<List<PushOutcome>> work) {
        try {
            return work.get();
        } catch (CrmFailure failed) {
            return Collections.nCopies(size, failed.outcome());
        } catch (TrytonRefusal refused) {
            PushOutcome outcome = refused.isMissingRight()
                    ? new PushOutcome.Unauthorised("The user lacks a right in Tryton: " + refused.sentence())
                    : new PushOutcome.Refused(refused.field(), refused.sentence());
            return Collections.nCopies(size, outcome);
        }
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (TrytonRefusal refused) {
            throw refused.isMissingRight()
                    ? CrmFailure.unauthorised("The user lacks a right in Tryton: " + refused.sentence())
                    : CrmFailure.unreachable(refused.sentence());
        }
    }

    @Override
    public Pulled pull(@Nullable String cursor, int atMost) {
        return answered(() -> pull.outcomes(cursor, atMost));
    }

    @Override
    public Set<CrmEntity> gives() {
        return EnumSet.of(CrmEntity.LEAD, CrmEntity.OWNER, CrmEntity.STAGE, CrmEntity.TASK);
    }

    @Override
    public CrmPage pull(CrmEntity entity, @Nullable String cursor, int atMost) {
        return answered(() -> switch (entity) {
            case LEAD -> pull.leads(cursor, atMost);
            case OWNER -> pull.owners(cursor, atMost);
            case STAGE -> pull.stages(cursor, atMost);
            case TASK -> tasks.changed(cursor, atMost);
            case CONTACT, ACCOUNT -> throw new IllegalArgumentException("not given: " + entity);
        });
    }

    @Override
    public List<KeptRecord> readBack(@Nullable String after, int atMost) {
        return answered(() -> pull.ours(after, atMost).stream()
                .map(row -> new KeptRecord(
                        row.path("id").asText(),
                        mapping.lead(row),
                        TrytonMapping.result(row),
                        TrytonPull.changedAt(row)))
                .toList());
    }

    @Override
    public List<CrmField> fields() {
        return answered(setUp::fields);
    }

    @Override
    public List<SetUpStep> missing() {
        return answered(setUp::missing);
    }

    @Override
    public List<SetUpStep> setUp() {
        return answered(setUp::setUp);
    }

    @Override
    public Checked check() {
        try {
            calls.company();
            boolean ready = missing().stream().allMatch(step -> step.state() == SetUpStep.State.THERE);
            return new Checked(
                    true,
                    ready
                            ? "Tryton lets us in, and has its module insights_lead."
                            : "Tryton lets us in; its module insights_lead is still to be activated by the set-up.");
        } catch (CrmFailure failed) {
            return new Checked(false, failed.sentence());
        }
    }
}
