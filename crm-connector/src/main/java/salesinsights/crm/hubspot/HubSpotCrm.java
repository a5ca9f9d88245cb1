package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.hubspot.HubSpotUpsert.Row;
import salesinsights.crm.spi.Allowance;
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
import salesinsights.crm.spi.Pace;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetsUp;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;

/** One HubSpot account. */
final class HubSpotCrm implements Crm, GivesRecords, TakesTimeline, TakesTasks, HasSchema, SetsUp {
    static final Duration ONE_CALL = Duration.ofSeconds(30);

    private final HubSpotCalls calls;
    private final HubSpotMapping mapping;
    private final HubSpotUpsert upsert;
    private final HubSpotPull pull;
    private final HubSpotActivities activities;
    private final HubSpotSetUp setUp;

    HubSpotCrm(HubSpotCalls calls, CrmMapping mapping, String firstStage) {
        this.calls = calls;
        this.mapping = new HubSpotMapping(mapping, firstStage);
        this.upsert = new HubSpotUpsert(calls);
        this.pull = new HubSpotPull(calls, this.mapping);
        this.activities = new HubSpotActivities(calls, upsert, mapping);
        this.setUp = new HubSpotSetUp(calls);
    }

    /** 100 records a batch, 100 calls in 10 s for the smallest accounts (usage guidelines, read November 2026). */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                100, Duration.ofSeconds(60), Duration.ofMinutes(1), new Pace(100, Duration.ofSeconds(10)), 3);
    }

    @Override
    public @Nullable Allowance allowance() {
        return calls.allowance();
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        return outcomes(batch.size(), () -> pushed(batch));
    }

    private List<PushOutcome> pushed(List<CrmLead> batch) {
        Map<String, JsonNode> before =
                calls.read("deals", batch.stream().map(CrmLead::externalId).toList(), mapping.read());
        List<Row> rows = batch.stream()
                .map(lead -> row(lead, before.get(lead.externalId())))
                .toList();
        Map<String, PushOutcome> outcomes = upsert.write("deals", rows);
        return batch.stream()
                .map(lead -> Objects.requireNonNull(outcomes.get(lead.externalId())))
                .toList();
    }

    private Row row(CrmLead lead, @Nullable JsonNode there) {
        Map<String, String> properties = mapping.properties(lead, there);
        if (there != null || lead.crmId() == null) {
            return new Row(lead.externalId(), properties);
        }
        // It came about over there, so it is in a stage of theirs.
        String stage = properties.remove(mapping.stageField());
        return new Row(
                lead.externalId(),
                lead.crmId(),
                properties,
                stage == null ? Map.of() : Map.of(mapping.stageField(), stage));
    }

    @Override
    public List<PushOutcome> log(List<CrmTouch> batch) {
        return outcomes(batch.size(), () -> activities.log(batch));
    }

    @Override
    public List<PushOutcome> pushTasks(List<CrmTask> batch) {
        return outcomes(batch.size(), () -> activities.push(batch));
    }

    private static List<PushOutcome> outcomes(int size, Supplier<List<PushOutcome>> work) {
        try {
            return work.get();
        } catch (CrmFailure failed) {
            return Collections.nCopies(size, failed.outcome());
        } catch (HubSpotRefusal refused) {
            return Collections.nCopies(size, new PushOutcome.Refused(refused.field(), refused.sentence()));
        }
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (HubSpotRefusal refused) {
            throw CrmFailure.unreachable(refused.sentence());
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
            case STAGE -> pull.stages();
            case TASK -> pull.tasks(cursor, atMost);
            case CONTACT, ACCOUNT -> throw new IllegalArgumentException("not given: " + entity);
        });
    }

    @Override
    public List<CrmField> fields() {
        return answered(setUp::fields);
    }

    @Override
    public List<SetUpStep> missing() {
        return answered(() -> setUp.steps(false));
    }

    @Override
    public List<SetUpStep> setUp() {
        return answered(() -> setUp.steps(true));
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
                            ? "HubSpot lets us in, and has all properties."
                            : "HubSpot lets us in; " + wanting + " properties are still to be made by the set-up.");
        } catch (CrmFailure failed) {
            return new Checked(false, failed.sentence());
        }
    }
}
