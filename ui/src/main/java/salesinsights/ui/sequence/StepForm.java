package salesinsights.ui.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.Choice;

/**
 * A step of a sequence in a form, as typed.
 *
 * @param place from 0
 * @param values by member; all texts
 * @param wrong what is wrong, by member
 * @param ahead the steps that it may lead to
 */
record StepForm(int place, Map<String, String> values, Map<String, String> wrong, List<Choice> ahead) {
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "mail", List.of("template", "next"),
            "task", List.of("title", "text", "businessDays", "next"),
            "wait", List.of("businessDays", "businessHours", "next"),
            "branch", List.of("on", "link", "businessDays", "then", "else"));

    private static final List<String> WAYS = List.of("next", "then", "else");

    StepForm {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
        ahead = List.copyOf(ahead);
    }

    /** As it stands; where it leads to the step behind it, the form says so without naming that. */
    static StepForm of(int place, JsonNode step, String following) {
        Map<String, String> values = new HashMap<>();
        step.properties().forEach(one -> values.put(one.getKey(), one.getValue().asText()));
        WAYS.forEach(way -> values.remove(way, following));
        return new StepForm(place, values, Map.of(), List.of());
    }

    static StepForm fresh(String type, String id) {
        Map<String, String> values = new HashMap<>(Map.of("type", type, "id", id));
        switch (type) {
            case "wait", "branch" -> values.put("businessDays", "3");
            case "task" -> values.put("title", "Call {lead.name}");
            default -> {}
        }
        return new StepForm(0, values, Map.of(), List.of());
    }

    StepForm at(int where) {
        return new StepForm(where, values, wrong, ahead);
    }

    /** With the steps behind it to choose from; what it led to and is gone is left out. */
    StepForm leading(List<StepForm> behind) {
        List<Choice> choices = new ArrayList<>();
        behind.forEach(step -> choices.add(new Choice(step.id(), (step.place + 1) + ". " + step.title())));
        choices.add(new Choice("end", "The end"));
        return new StepForm(place, values, wrong, choices);
    }

    StepForm saying(Map<String, String> problems) {
        return new StepForm(place, values, problems, ahead);
    }

    /** As JSON has it; a choice that is not there any more is left out, so that the next step follows. */
    ObjectNode json() {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("id", id()).put("type", type());
        for (String member : MEMBERS.getOrDefault(type(), List.of())) {
            String value = value(member);
            if (!value.isBlank()) {
                step.put(member, value);
            }
        }
        return step;
    }

    public String id() {
        return value("id");
    }

    public String type() {
        return value("type");
    }

    /** Its kind, for people. */
    public String title() {
        return switch (type()) {
            case "mail" -> "Mail";
            case "task" -> "Task";
            case "wait" -> "Wait";
            default -> "Branch";
        };
    }

    /** What was typed, "" if nothing. */
    public String value(String member) {
        return values.getOrDefault(member, "");
    }

    /** True if that is what was chosen. */
    public boolean is(String member, String value) {
        return value(member).equals(value);
    }

    /** What is wrong with it, null if nothing. */
    public @Nullable String wrong(String member) {
        return wrong.get(member);
    }

    /** What is wrong with members that have no field. */
    public List<String> wrongElsewhere() {
        List<String> fields = MEMBERS.getOrDefault(type(), List.of());
        return wrong.entrySet().stream()
                .filter(one -> !fields.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
