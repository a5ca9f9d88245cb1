package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.SetUpStep.State;

/** Which properties there are, and the making of ours. */
final class HubSpotSetUp {
    private record Wanted(String object, String name, String label, String type, String fieldType) {}

    private static final List<Wanted> WANTED = List.of(
            new Wanted("deals", HubSpotCalls.ID, "Sales Insights id", "string", "text"),
            new Wanted("deals", "si_version", "Sales Insights version", "string", "text"),
            new Wanted("deals", HubSpotMapping.MARK, "Sales Insights write mark", "string", "text"),
            new Wanted("deals", "si_email", "Sales Insights e-mail", "string", "text"),
            new Wanted("deals", "si_company", "Sales Insights company", "string", "text"),
            new Wanted("deals", "si_score", "Sales Insights score", "number", "number"),
            new Wanted("deals", "si_points", "Sales Insights points", "number", "number"),
            new Wanted("deals", "si_grade", "Sales Insights grade", "string", "text"),
            new Wanted("deals", "si_tier", "Sales Insights tier", "string", "text"),
            new Wanted("deals", "si_trend", "Sales Insights trend", "string", "text"),
            new Wanted("deals", "si_reasons", "Sales Insights reasons", "string", "textarea"),
            new Wanted("deals", "si_win_probability", "Sales Insights win probability", "number", "number"),
            new Wanted("deals", "si_last_touch", "Sales Insights last touch", "datetime", "date"),
            new Wanted("tasks", HubSpotCalls.ID, "Sales Insights id", "string", "text"),
            new Wanted("tasks", HubSpotMapping.MARK, "Sales Insights write mark", "string", "text"),
            new Wanted("notes", HubSpotCalls.ID, "Sales Insights id", "string", "text"));

    private final HubSpotCalls calls;

    HubSpotSetUp(HubSpotCalls calls) {
        this.calls = calls;
    }

    private static String path(String object) {
        return "/crm/properties/" + HubSpotCalls.VERSION + "/" + object;
    }

    List<SetUpStep> steps(boolean make) {
        List<SetUpStep> steps = new ArrayList<>();
        for (String object : List.of("deals", "tasks", "notes")) {
            List<JsonNode> there = calls.call("GET", path(object), null)
                    .path("results")
                    .valueStream()
                    .toList();
            Set<String> names =
                    there.stream().map(field -> field.path("name").asText()).collect(Collectors.toSet());
            String group = there.stream()
                    .map(field -> field.path("groupName").asText(""))
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> CrmFailure.unreachable("HubSpot shows no properties of " + object + "."));
            WANTED.stream()
                    .filter(wanted -> wanted.object().equals(object))
                    .map(wanted -> names.contains(wanted.name())
                            ? new SetUpStep(what(wanted), State.THERE, "")
                            : make ? made(wanted, group) : new SetUpStep(what(wanted), State.MISSING, ""))
                    .forEach(steps::add);
        }
        return steps;
    }

    private static String what(Wanted wanted) {
        return "property \"" + wanted.label() + "\" of " + wanted.object();
    }

    private SetUpStep made(Wanted wanted, String group) {
        ObjectNode property = calls.object()
                .put("name", wanted.name())
                .put("label", wanted.label())
                .put("type", wanted.type())
                .put("fieldType", wanted.fieldType())
                .put("groupName", group)
                .put("hasUniqueValue", wanted.name().equals(HubSpotCalls.ID));
        try {
            calls.call("POST", path(wanted.object()), property);
            return new SetUpStep(what(wanted), State.MADE, "");
        } catch (HubSpotRefusal refused) {
            return new SetUpStep(what(wanted), State.REFUSED, refused.sentence());
        }
    }

    List<CrmField> fields() {
        return calls.call("GET", path("deals"), null)
                .path("results")
                .valueStream()
                .filter(field -> !field.path("hidden").asBoolean())
                .limit(2_000)
                .map(HubSpotSetUp::field)
                .toList();
    }

    private static CrmField field(JsonNode field) {
        List<String> choices = field.path("options")
                .valueStream()
                .map(option -> option.path("value").asText())
                .toList();
        CrmField.Type type = switch (field.path("type").asText()) {
            case "string" -> CrmField.Type.TEXT;
            case "number" -> CrmField.Type.NUMBER;
            case "bool" -> CrmField.Type.BOOLEAN;
            case "datetime" -> CrmField.Type.MOMENT;
            case "enumeration" -> choices.isEmpty() ? CrmField.Type.OTHER : CrmField.Type.CHOICE;
            default -> CrmField.Type.OTHER;
        };
        String name = field.path("name").asText();
        return new CrmField(
                name,
                field.path("label").asText(name),
                type,
                Set.of("dealname", "dealstage").contains(name),
                !field.path("modificationMetadata").path("readOnlyValue").asBoolean(),
                choices);
    }
}
