package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.ui.page.Choice;

/**
 * A rule in a form, as typed.
 *
 * @param group place of its group in the model, from 0
 * @param place its own in the group, from 0; that behind the last for a new one
 * @param values by member, such as {@code fading.days}; all texts
 * @param wrong what is wrong, by member
 */
record RuleForm(
        int group, int place, boolean fit, boolean fresh, Map<String, List<String>> values, Map<String, String> wrong) {
    private static final List<String> ENGAGEMENT = List.of(
            "id",
            "why",
            "words",
            "needs",
            "weight",
            "counts",
            "minimumConfidence",
            "repeat",
            "sittingMinutes",
            "when.kinds",
            "when.link",
            "frequency.type",
            "frequency.times",
            "frequency.upTo",
            "frequency.days",
            "atMost.times",
            "atMost.days",
            "atMost.points",
            "fading.type",
            "fading.days");
    private static final List<String> FIT = List.of(
            "id",
            "why",
            "words",
            "needs",
            "weight",
            "when.field",
            "when.test",
            "when.values",
            "when.text",
            "when.from",
            "when.to",
            "when.not");

    RuleForm {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
    }

    static RuleForm of(JsonNode definition, int group, int place) {
        JsonNode rules = definition.path("groups").path(group).path("rules");
        boolean fit = isFit(definition, group);
        Map<String, List<String>> values = new HashMap<>();
        for (String member : fit ? FIT : ENGAGEMENT) {
            values.put(member, texts(rules.path(place).at("/" + member.replace('.', '/'))));
        }
        return new RuleForm(group, place, fit, place >= rules.size(), values, Map.of());
    }

    static boolean isFit(JsonNode definition, int group) {
        return definition.path("groups").path(group).path("kind").asText().equals("fit");
    }

    private static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(one -> texts.add(one.asText()));
            return texts;
        }
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        return List.of(node.isNumber() ? plain(node.asDouble()) : node.asText());
    }

    /** A number as people type it: no more digits than it needs. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.4f", number).replaceAll("0+$", "");
    }

    /** As somebody typed it; members that a rule does not have are left out. */
    static RuleForm typed(int group, int place, boolean fit, boolean fresh, Map<String, List<String>> form) {
        Map<String, List<String>> values = new HashMap<>();
        for (String member : fit ? FIT : ENGAGEMENT) {
            values.put(member, List.copyOf(form.getOrDefault(member, List.of())));
        }
        return new RuleForm(group, place, fit, fresh, values, Map.of());
    }

    RuleForm saying(Map<String, String> problems) {
        return new RuleForm(group, place, fit, fresh, values, problems);
    }

    /** The rule as a model's JSON has it. */
    ObjectNode json() {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, List<String>> one : new LinkedHashMap<>(values).entrySet()) {
            int dot = one.getKey().indexOf('.');
            ObjectNode owner =
                    dot < 0 ? rule : rule.withObject("/" + one.getKey().substring(0, dot));
            String member = one.getKey().substring(dot + 1);
            if (member.equals("kinds")) {
                one.getValue().forEach(owner.withArray("/kinds")::add);
            } else if (!one.getValue().isEmpty() && !one.getValue().getFirst().isBlank()) {
                owner.put(member, String.join(", ", one.getValue()));
            }
        }
        return rule;
    }

    /** The definition with this rule at its place. */
    JsonNode in(JsonNode definition) {
        JsonNode whole = definition.deepCopy();
        if (whole.path("groups").path(group).path("rules")
                instanceof com.fasterxml.jackson.databind.node.ArrayNode rules) {
            if (place < rules.size()) {
                rules.set(place, json());
            } else {
                rules.add(json());
            }
        }
        return whole;
    }

    public String value(String member) {
        return String.join(", ", values.getOrDefault(member, List.of()));
    }

    public @Nullable String wrong(String member) {
        return wrong.get(member);
    }

    public boolean is(String member, String value) {
        List<String> given = values.getOrDefault(member, List.of());
        return given.isEmpty() ? FIRST.getOrDefault(member, "").equals(value) : given.contains(value);
    }

    private static final Map<String, String> FIRST =
            Map.of("counts", "person", "frequency.type", "each", "fading.type", "exponential", "when.test", "known");

    /** What concerns none of the fields. */
    public @Nullable String wrongElsewhere() {
        return wrong.get("");
    }

    public List<Choice> kinds() {
        return Stream.of(EventKind.values())
                .map(kind -> new Choice(
                        kind.name().toLowerCase(Locale.ROOT),
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .toList();
    }

    public List<Choice> counts() {
        return List.of(
                new Choice("person", "As far as a person did it"),
                new Choice("fact", "Whoever reported it"),
                new Choice("not-machine", "Unless a machine did it"));
    }

    public List<Choice> frequencies() {
        return List.of(
                new Choice("each", "Every time"),
                new Choice("at-least", "At least so often"),
                new Choice("exactly", "Exactly so often"),
                new Choice("between", "Between"));
    }

    public List<Choice> fadings() {
        return List.of(
                new Choice("exponential", "Halves in so many days"),
                new Choice("linear", "Straight to nothing in so many days"));
    }

    public List<Choice> tests() {
        return List.of(
                new Choice("known", "Is known"),
                new Choice("one-of", "Is one of"),
                new Choice("contains", "Contains"),
                new Choice("between", "Is a number between"),
                new Choice("free-mail", "Is a free mail address"));
    }
}
