package salesinsights.crm.odoo;

import java.time.Duration;
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

/**
 * One Odoo. A lead that was deleted over there leaves no trace in Odoo's API: {@link #readBack} shows that it is gone, a pull
 * does not. Odoo merges by deleting.
 */
final class OdooCrm implements Crm, GivesRecords, TakesTimeline, TakesTasks, HasSchema, SetsUp, ReadsBack {
    static final Duration ONE_CALL = Duration.ofSeconds(30);

    private final OdooMapping mapping;
    private final OdooPull pull;
    private final OdooPush push;
    private final OdooNotes notes;
    private final OdooTasks tasks;
    private final OdooSetUp setUp;

    OdooCrm(OdooCalls calls, CrmMapping mapping) {
        this.mapping = new OdooMapping(mapping);
        this.pull = new OdooPull(calls, this.mapping);
        this.push = new OdooPush(calls, this.mapping);
        this.notes = new OdooNotes(calls, pull);
        this.tasks = new OdooTasks(calls, pull, mapping);
        this.setUp = new OdooSetUp(calls);
    }

    /** Odoo's cloud asks for about one call a second (its acceptable use, read November 2026). */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                100, Duration.ofSeconds(60), Duration.ofMinutes(1), new Pace(60, Duration.ofMinutes(1)), 3);
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        return outcomes(batch.size(), () -> push.push(batch));
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
        } catch (OdooRefusal refused) {
            PushOutcome outcome = refused.isMissingRight()
                    ? new PushOutcome.Unauthorised("The user of the API key lacks a right: " + refused.sentence())
                    : new PushOutcome.Refused(refused.field(), refused.sentence());
            return Collections.nCopies(size, outcome);
        }
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (OdooRefusal refused) {
            throw refused.isMissingRight()
                    ? CrmFailure.unauthorised("The user of the API key lacks a right: " + refused.sentence())
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
            case TASK -> tasks.finished(cursor, atMost);
            case CONTACT, ACCOUNT -> throw new IllegalArgumentException("not given: " + entity);
        });
    }

    @Override
    public List<KeptRecord> readBack(@Nullable String after, int atMost) {
        return answered(() -> pull.ours(after, atMost).stream()
                .map(row -> new KeptRecord(
                        row.path("id").asText(),
                        mapping.lead(row),
                        OdooMapping.result(row),
                        OdooText.moment(row.path("write_date"))))
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
            long wanting = missing().stream()
                    .filter(step -> step.state() == SetUpStep.State.MISSING)
                    .count();
            return new Checked(
                    true,
                    wanting == 0
                            ? "Odoo lets us in, and has all fields."
                            : "Odoo lets us in; " + wanting + " fields are still to be made by the set-up.");
        } catch (CrmFailure failed) {
            return new Checked(false, failed.sentence());
        }
    }
}
