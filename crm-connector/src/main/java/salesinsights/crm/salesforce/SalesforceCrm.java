package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;

/** One Salesforce org. Its administrator makes the custom fields; {@link #check} names those that are missing. */
final class SalesforceCrm implements Crm, GivesRecords, TakesTimeline, TakesTasks, HasSchema {
    static final Duration ONE_CALL = Duration.ofSeconds(30);

    private final SalesforceCalls calls;
    private final SalesforceMapping mapping;
    private final SalesforceRows rows;
    private final SalesforcePull pull;
    private final SalesforceTasks tasks;

    SalesforceCrm(SalesforceCalls calls, CrmMapping mapping, String firstStage) {
        this.calls = calls;
        this.mapping = new SalesforceMapping(mapping, firstStage);
        this.rows = new SalesforceRows(calls);
        this.pull = new SalesforcePull(calls, this.mapping);
        this.tasks = new SalesforceTasks(calls, rows, pull, mapping);
    }

    /** 200 records a call; calls are counted by the day, 100,000 in the editions that have an API at all. */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                200, Duration.ofSeconds(60), Duration.ofMinutes(2), new Pace(600, Duration.ofMinutes(10)), 3);
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
        Map<String, JsonNode> before = new HashMap<>();
        pull.byOurIds(batch.stream().map(CrmLead::externalId).toList())
                .forEach(row -> before.put(row.path(SalesforceRows.ID).asText(), row));
        Map<String, PushOutcome> outcomes = taken(batch.stream()
                .filter(lead -> !before.containsKey(lead.externalId()) && lead.crmId() != null)
                .toList());
        List<CrmLead> left = batch.stream()
                .filter(lead -> !outcomes.containsKey(lead.externalId()))
                .toList();
        List<ObjectNode> written = new ArrayList<>();
        for (CrmLead lead : left) {
            JsonNode there = before.get(lead.externalId());
            ObjectNode row = rows.row("Opportunity");
            mapping.write(lead, there, there != null, row);
            written.add(row);
        }
        List<PushOutcome> told = rows.upsert("Opportunity", written);
        for (int i = 0; i < left.size(); i++) {
            outcomes.put(left.get(i).externalId(), told.get(i));
        }
        return batch.stream()
                .map(lead -> Objects.requireNonNull(outcomes.get(lead.externalId())))
                .toList();
    }

    /** Records that came about over there get our id; those that are gone have no outcome yet. */
    private Map<String, PushOutcome> taken(List<CrmLead> theirs) {
        List<ObjectNode> written = new ArrayList<>();
        for (CrmLead lead : theirs) {
            ObjectNode row = rows.row("Opportunity");
            mapping.write(lead, null, true, row);
            written.add(row.put("Id", lead.crmId()));
        }
        List<Optional<PushOutcome>> told = rows.update(written);
        Map<String, PushOutcome> outcomes = new HashMap<>();
        for (int i = 0; i < theirs.size(); i++) {
            String id = theirs.get(i).externalId();
            told.get(i).ifPresent(outcome -> outcomes.put(id, outcome));
        }
        return outcomes;
    }

    @Override
    public List<PushOutcome> log(List<CrmTouch> batch) {
        return outcomes(batch.size(), () -> tasks.log(batch));
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
        } catch (SalesforceRefusal refused) {
            return Collections.nCopies(size, new PushOutcome.Refused("", refused.sentence()));
        }
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (SalesforceRefusal refused) {
            throw CrmFailure.unreachable(refused.sentence());
        }
    }

    @Override
    public Pulled pull(@Nullable String cursor, int atMost) {
        return answered(() -> pull.outcomes(cursor, atMost));
    }

    @Override
    public Set<CrmEntity> gives() {
        return EnumSet.of(CrmEntity.LEAD, CrmEntity.OWNER, CrmEntity.TASK);
    }

    @Override
    public CrmPage pull(CrmEntity entity, @Nullable String cursor, int atMost) {
        return answered(() -> switch (entity) {
            case LEAD -> pull.leads(cursor, atMost);
            case OWNER -> pull.owners(cursor, atMost);
            case TASK -> pull.tasks(cursor, atMost);
            case CONTACT, ACCOUNT, STAGE -> throw new IllegalArgumentException("not given: " + entity);
        });
    }

    @Override
    public List<CrmField> fields() {
        return answered(() -> calls.call("GET", "/sobjects/Opportunity/describe", null)
                .path("fields")
                .valueStream()
                .limit(2_000)
                .map(SalesforceCrm::field)
                .toList());
    }

    private static CrmField field(JsonNode field) {
        List<String> choices = field.path("picklistValues")
                .valueStream()
                .map(choice -> choice.path("value").asText())
                .toList();
        CrmField.Type type = switch (field.path("type").asText()) {
            case "string", "textarea", "email", "phone", "url" -> CrmField.Type.TEXT;
            case "double", "int", "currency", "percent" -> CrmField.Type.NUMBER;
            case "boolean" -> CrmField.Type.BOOLEAN;
            case "datetime" -> CrmField.Type.MOMENT;
            case "picklist" -> choices.isEmpty() ? CrmField.Type.OTHER : CrmField.Type.CHOICE;
            default -> CrmField.Type.OTHER;
        };
        String name = field.path("name").asText();
        boolean writable =
                field.path("createable").asBoolean() && field.path("updateable").asBoolean();
        boolean required = writable
                && !field.path("nillable").asBoolean()
                && !field.path("defaultedOnCreate").asBoolean();
        return new CrmField(name, field.path("label").asText(name), type, required, writable, choices);
    }

    @Override
    public Checked check() {
        try {
            Set<String> wanting = new TreeSet<>(mapping.read());
            wanting.removeAll(fields().stream().map(CrmField::name).collect(Collectors.toSet()));
            return wanting.isEmpty()
                    ? new Checked(true, "Salesforce lets us in, and shows all fields.")
                    : new Checked(
                            false,
                            "Salesforce lets us in; an administrator has to make these fields of Opportunity, or show"
                                    + " them to our user: " + String.join(", ", wanting) + ".");
        } catch (CrmFailure failed) {
            return new Checked(false, failed.sentence());
        }
    }
}
