package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetUpStep.State;

/** Which fields there are, and the making of ours through {@code ir.model.fields}, which takes the right "Settings". */
final class OdooSetUp {
    private record Wanted(String model, String field, String type, String label) {}

    private final OdooCalls calls;

    OdooSetUp(OdooCalls calls) {
        this.calls = calls;
    }

    private static List<Wanted> wanted() {
        List<Wanted> all = new ArrayList<>();
        for (OdooField field : OdooField.values()) {
            all.add(new Wanted("crm.lead", field.field, field.type, field.label));
        }
        all.add(new Wanted("mail.activity", OdooField.TASK_ID, "char", "Sales Insights id"));
        return all;
    }

    List<SetUpStep> missing() {
        return steps(false);
    }

    List<SetUpStep> setUp() {
        return steps(true);
    }

    private List<SetUpStep> steps(boolean make) {
        Map<String, Set<String>> there = wanted().stream()
                .map(Wanted::model)
                .distinct()
                .collect(Collectors.toMap(model -> model, model -> names(fieldsOf(model))));
        return wanted().stream()
                .map(wanted -> {
                    boolean isThere =
                            there.getOrDefault(wanted.model(), Set.of()).contains(wanted.field());
                    return isThere
                            ? new SetUpStep(what(wanted), State.THERE, "")
                            : make ? made(wanted) : new SetUpStep(what(wanted), State.MISSING, "");
                })
                .toList();
    }

    private static String what(Wanted wanted) {
        return "field \"" + wanted.label() + "\" of " + wanted.model();
    }

    private SetUpStep made(Wanted wanted) {
        ObjectNode values = calls.object()
                .put("name", wanted.field())
                .put("field_description", wanted.label())
                .put("ttype", wanted.type())
                .put("state", "manual")
                .put("model_id", modelId(wanted.model()))
                .put("index", wanted.field().equals(OdooField.EXTERNAL_ID.field))
                // A copy of a lead is another lead.
                .put("copied", false);
        ObjectNode arguments = calls.object();
        arguments.putArray("vals_list").add(values);
        try {
            calls.call("ir.model.fields", "create", List.of(), arguments);
            return new SetUpStep(what(wanted), State.MADE, "");
        } catch (OdooRefusal refused) {
            String sentence = refused.isMissingRight()
                    ? "The user of the API key may not make fields: let an administrator's key do the set-up."
                    : refused.sentence();
            return new SetUpStep(what(wanted), State.REFUSED, sentence);
        }
    }

    private int modelId(String model) {
        JsonNode domain = calls.mapper()
                .createArrayNode()
                .add(calls.mapper().createArrayNode().add("model").add("=").add(model));
        return calls.find("ir.model", domain, List.of("id"), "id", 1).stream()
                .findFirst()
                .map(found -> found.path("id").asInt())
                .orElseThrow(() -> CrmFailure.unreachable("Odoo has no " + model + ": install the app CRM."));
    }

    private JsonNode fieldsOf(String model) {
        ObjectNode arguments = calls.object();
        arguments
                .putArray("attributes")
                .add("string")
                .add("type")
                .add("required")
                .add("readonly")
                .add("selection");
        try {
            return calls.call(model, "fields_get", List.of(), arguments);
        } catch (OdooRefusal none) {
            throw CrmFailure.unreachable("Odoo does not show " + model + ": install the app CRM, and give the user"
                    + " of the API key the right to it.");
        }
    }

    private static Set<String> names(JsonNode fields) {
        return fields.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    List<CrmField> fields() {
        return fieldsOf("crm.lead")
                .propertyStream()
                .limit(2_000)
                .map(OdooSetUp::field)
                .toList();
    }

    private static CrmField field(Map.Entry<String, JsonNode> named) {
        JsonNode field = named.getValue();
        List<String> choices = field.path("selection")
                .valueStream()
                .map(choice -> choice.path(0).asText())
                .toList();
        CrmField.Type type = switch (field.path("type").asText()) {
            case "char", "text", "html" -> CrmField.Type.TEXT;
            case "integer", "float", "monetary" -> CrmField.Type.NUMBER;
            case "boolean" -> CrmField.Type.BOOLEAN;
            case "datetime" -> CrmField.Type.MOMENT;
            case "selection" -> choices.isEmpty() ? CrmField.Type.OTHER : CrmField.Type.CHOICE;
            default -> CrmField.Type.OTHER;
        };
        return new CrmField(
                named.getKey(),
                field.path("string").asText(named.getKey()),
                type,
                field.path("required").asBoolean(),
                !field.path("readonly").asBoolean(),
                choices);
    }
}
