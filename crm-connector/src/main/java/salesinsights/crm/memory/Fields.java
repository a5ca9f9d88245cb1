package salesinsights.crm.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.SetUpStep;

/** The in-memory CRM's fields: those of every CRM, and ours once they were set up. Guarded by its owner. */
final class Fields {
    private static final List<CrmField> ITS_OWN = List.of(
            new CrmField("name", "Name", CrmField.Type.TEXT, true, true, List.of()),
            new CrmField("email", "E-mail", CrmField.Type.TEXT, false, true, List.of()),
            new CrmField("company", "Company", CrmField.Type.TEXT, false, true, List.of()),
            new CrmField("owner", "Owner", CrmField.Type.TEXT, false, true, List.of()),
            new CrmField(
                    "stage",
                    "Stage",
                    CrmField.Type.CHOICE,
                    true,
                    true,
                    List.of("new", "attempting", "connected", "qualified", "disqualified")),
            new CrmField("created", "Created", CrmField.Type.MOMENT, false, false, List.of()));

    private static final List<CrmField> OURS = List.of(
            new CrmField("insights_score", "Engagement score", CrmField.Type.NUMBER, false, true, List.of()),
            new CrmField("insights_grade", "Fit grade", CrmField.Type.CHOICE, false, true, List.of("A", "B", "C", "D")),
            new CrmField("insights_tier", "Tier", CrmField.Type.CHOICE, false, true, List.of("hot", "warm", "cold")),
            new CrmField("insights_reasons", "Reasons", CrmField.Type.TEXT, false, true, List.of()),
            new CrmField("insights_win_probability", "Win probability", CrmField.Type.NUMBER, false, true, List.of()));

    private final Map<String, CrmField> all = new LinkedHashMap<>();

    Fields() {
        ITS_OWN.forEach(field -> all.put(field.name(), field));
    }

    List<CrmField> all() {
        return List.copyOf(all.values());
    }

    List<SetUpStep> missing() {
        return OURS.stream()
                .map(field ->
                        step(field, all.containsKey(field.name()) ? SetUpStep.State.THERE : SetUpStep.State.MISSING))
                .toList();
    }

    List<SetUpStep> setUp() {
        List<SetUpStep> steps = new ArrayList<>();
        for (CrmField field : OURS) {
            steps.add(step(
                    field,
                    all.putIfAbsent(field.name(), field) == null ? SetUpStep.State.MADE : SetUpStep.State.THERE));
        }
        return steps;
    }

    private static SetUpStep step(CrmField field, SetUpStep.State state) {
        return new SetUpStep("Field \"" + field.label() + "\"", state, "");
    }
}
