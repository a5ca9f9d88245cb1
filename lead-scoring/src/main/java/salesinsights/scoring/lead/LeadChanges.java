package salesinsights.scoring.lead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Changes of one lead, in the caller's transaction. */
@Singleton
public class LeadChanges {
    private final Database database;
    private final LeadRows rows;
    private final Leads leads;
    private final Suppressions suppressions;
    private final ContactFlags flags;
    private final Clock clock;

    LeadChanges(
            Database database, LeadRows rows, Leads leads, Suppressions suppressions, ContactFlags flags, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.leads = leads;
        this.suppressions = suppressions;
        this.flags = flags;
        this.clock = clock;
    }

    /**
     * Sets fields as a screen's form has them.
     *
     * @param fields by their name in JSON; blank for nothing
     * @param expected the edition that the person has seen
     * @return false if it is another edition by now
     * @throws Problem naming what cannot be taken; 404 if none of these teams has the lead
     */
    public boolean change(Set<TeamId> teams, LeadId id, Map<String, String> fields, long expected) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.forEach(body::put);
        return change(teams, id, LeadForm.of(body, LeadForm.SETTABLE), expected);
    }

    /**
     * Sets the fields that the form names.
     *
     * @param expected the edition that the caller has seen, null to overwrite whatever is there
     * @return empty if it is another edition by now
     * @throws Problem 404 if none of these teams has the lead; 409 if the address or id belongs to another lead
     */
    boolean change(Set<TeamId> teams, LeadId id, LeadForm form, @Nullable Long expected) {
        heedFlags(teams, id, form);
        Lead before = locked(teams, id);
        if (expected != null && expected != before.edition()) {
            return false;
        }
        refuseTaken(before, LeadField.EMAIL, form);
        refuseForgotten(before, form);
        refuseTaken(before, LeadField.EXTERNAL_ID, form);
        List<String> sets = new ArrayList<>();
        List<@Nullable Object> parameters = new ArrayList<>();
        form.fields().forEach((field, value) -> {
            sets.add(field.column() + " = ?");
            parameters.add(value == null ? valueOfNothing(field) : value);
        });
        if (!form.attributes().isEmpty()) {
            sets.add("attributes = ?::jsonb");
            parameters.add(rows.json(merged(before.attributes(), form.attributes())));
        }
        if (!sets.isEmpty()) {
            parameters.add(id.value());
            database.write("update lead set " + String.join(", ", sets) + " where id = ?", parameters.toArray());
        }
        return true;
    }

    private Lead locked(Set<TeamId> teams, LeadId id) {
        database.list("select id from lead where id = ? for no key update", row -> "", id.value());
        return leads.find(teams, id).orElseThrow(Problem::notFound);
    }

    private static @Nullable String valueOfNothing(LeadField field) {
        if (field == LeadField.STAGE) {
            throw Problem.invalid(field.wire(), "cannot be empty");
        }
        return field.isNullable() ? null : "";
    }

    private static Map<String, String> merged(Map<String, String> before, Map<String, @Nullable String> changes) {
        Map<String, String> merged = new LinkedHashMap<>(before);
        changes.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        if (merged.size() > ColumnMapping.COLUMNS_AT_MOST) {
            throw Problem.invalid("attributes", "would be more than " + ColumnMapping.COLUMNS_AT_MOST);
        }
        return merged;
    }

    private void refuseTaken(Lead lead, LeadField field, LeadForm form) {
        String value = form.fields().get(field);
        if (value == null) {
            return;
        }
        String sql = "select id from lead where team_id = ? and " + field.column() + " = ? and id <> ?";
        boolean taken = database.first(
                        sql,
                        row -> row.getObject("id", UUID.class),
                        lead.teamId().value(),
                        value,
                        lead.id().value())
                .isPresent();
        if (taken) {
            throw Problem.conflict("Another lead of the team has this " + field.wire() + ".");
        }
    }

    /** Before the lead is locked, as an import does; what a CRM says no to holds whoever changed the lead meanwhile. */
    private void heedFlags(Set<TeamId> teams, LeadId id, LeadForm form) {
        if (!form.attributes().isEmpty()) {
            leads.find(teams, id).ifPresent(lead -> {
                String address = form.fields().getOrDefault(LeadField.EMAIL, lead.email());
                if (address != null) {
                    flags.heed(lead.teamId(), address, form.attributes());
                }
            });
        }
    }

    private void refuseForgotten(Lead lead, LeadForm form) {
        String address = form.fields().get(LeadField.EMAIL);
        if (address != null && suppressions.holds(lead.teamId(), address)) {
            throw Problem.invalid(LeadField.EMAIL.wire(), LeadIntake.OF_SOMEBODY_FORGOTTEN);
        }
    }

    /**
     * Won, lost, or open again.
     *
     * @param at when it was decided, null for now
     */
    public void decide(Set<TeamId> teams, LeadId id, @Nullable Outcome outcome, @Nullable Instant at) {
        locked(teams, id);
        Instant when = at == null ? clock.instant() : at;
        database.write(
                "update lead set outcome = ?, outcome_at = ? where id = ?",
                outcome,
                outcome == null ? null : when,
                id.value());
    }

    /** Moves a lead to a stage; nothing happens if it is there. */
    public void moveTo(Set<TeamId> teams, LeadId id, Stage stage) {
        locked(teams, id);
        database.write("update lead set stage = ? where id = ? and stage <> ?", stage, id.value(), stage);
    }
}
