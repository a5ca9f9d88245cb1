package salesinsights.ui.followup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.Choice;

/**
 * A follow-up rule in a form, as typed.
 *
 * @param place its place in the list, from 0; that behind the last for a new one
 * @param values by member, such as {@code when.businessDays} and {@code task.title}; all texts
 * @param wrong what is wrong, by member
 */
record RuleForm(int place, boolean fresh, Map<String, List<String>> values, Map<String, String> wrong) {
    static final Set<String> ACTIONS = Set.of("task", "notice", "field", "sequence");
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "clicked", Set.of("link"),
            "not-read", Set.of("businessDays"),
            "read-unanswered", Set.of("businessDays"),
            "quiet", Set.of("businessDays"),
            "reopened", Set.of("weeks"));
    private static final List<String> PLAIN = List.of("id", "name", "until");
    private static final List<String> TASK = List.of("title", "text", "owner");

    RuleForm {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
    }

    /** A rule as it stands. */
    static RuleForm of(JsonNode rule, int place, boolean fresh) {
        Map<String, List<String>> values = new HashMap<>();
        PLAIN.forEach(member -> values.put(member, texts(rule.path(member))));
        values.put("enabled", !rule.has("enabled") || rule.path("enabled").asBoolean() ? List.of("true") : List.of());
        rule.path("when").properties().forEach(one -> values.put("when." + one.getKey(), texts(one.getValue())));
        rule.path("only").properties().forEach(one -> values.put("only." + one.getKey(), texts(one.getValue())));
        List<String> actions = new ArrayList<>();
        for (JsonNode action : rule.path("then")) {
            String type = action.path("type").asText();
            actions.add(type);
            action.properties().forEach(one -> values.put(type + "." + one.getKey(), texts(one.getValue())));
            action.path("due")
                    .properties()
                    .forEach(one -> values.put(type + ".due." + one.getKey(), texts(one.getValue())));
        }
        values.put("actions", actions);
        return new RuleForm(place, fresh, values, Map.of());
    }

    /** As somebody typed it. */
    static RuleForm typed(int place, boolean fresh, Map<String, List<String>> form) {
        Map<String, List<String>> values = new HashMap<>();
        form.forEach((member, typed) -> values.put(member, List.copyOf(typed)));
        return new RuleForm(place, fresh, values, Map.of());
    }

    RuleForm saying(Map<String, String> problems) {
        return new RuleForm(place, fresh, values, problems);
    }

    private static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(one -> texts.add(one.asText()));
            return texts;
        }
        return node.isValueNode() && !node.isNull() ? List.of(node.asText()) : List.of();
    }

    /** The rule as JSON has it; what its trigger does not ask for is left out. */
    ObjectNode json() {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        PLAIN.forEach(member -> put(rule, member, member));
        rule.put("enabled", is("enabled", "true"));
        ObjectNode when = rule.putObject("when");
        put(when, "type", "when.type");
        MEMBERS.getOrDefault(value("when.type"), Set.of()).forEach(member -> put(when, member, "when." + member));
        ObjectNode only = rule.putObject("only");
        List.of("minimumConfidence", "basis", "campaign").forEach(member -> put(only, member, "only." + member));
        values.getOrDefault("only.stages", List.of()).forEach(only.withArray("/stages")::add);
        ArrayNode then = rule.putArray("then");
        values.getOrDefault("actions", List.of()).stream()
                .filter(ACTIONS::contains)
                .forEach(type -> action(then.addObject().put("type", type), type));
        return rule;
    }

    private void action(ObjectNode action, String type) {
        switch (type) {
            case "task" -> {
                TASK.forEach(member -> put(action, member, "task." + member));
                ObjectNode due = action.putObject("due");
                List.of("businessDays", "businessHours").forEach(member -> put(due, member, "task.due." + member));
            }
            case "notice" -> List.of("text", "person").forEach(member -> put(action, member, "notice." + member));
            case "sequence" -> put(action, "sequence", "sequence.sequence");
            default -> List.of("name", "value").forEach(member -> put(action, member, "field." + member));
        }
    }

    private void put(ObjectNode owner, String member, String from) {
        if (!value(from).isBlank()) {
            owner.put(member, value(from));
        }
    }

    /** The rules with this one at its place. */
    JsonNode in(JsonNode rules) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode list = whole.putArray("rules").addAll((ArrayNode) rules.deepCopy());
        if (place < list.size()) {
            list.set(place, json());
        } else {
            list.add(json());
        }
        return whole;
    }

    /** What is wrong by members of this form; what concerns anything else under the empty name. */
    Map<String, String> wrongAt(Map<String, String> byField) {
        String prefix = "rules[" + place + "].";
        List<String> actions = values.getOrDefault("actions", List.of()).stream()
                .filter(ACTIONS::contains)
                .toList();
        Map<String, String> said = new HashMap<>();
        byField.forEach((field, message) -> {
            String member = field.startsWith(prefix) ? field.substring(prefix.length()) : "";
            for (int i = 0; i < actions.size(); i++) {
                member = member.replace("then[" + i + "]", actions.get(i));
            }
            String known = member.isEmpty() || member.equals("when") || member.equals("then") ? "" : member;
            String words = known.isEmpty() && !field.isEmpty() && member.isEmpty() ? field + " " + message : message;
            said.merge(known, words, (one, other) -> one + " " + other);
        });
        return said;
    }

    public String value(String member) {
        return String.join(", ", values.getOrDefault(member, List.of()));
    }

    public @Nullable String wrong(String member) {
        return wrong.get(member);
    }

    public boolean is(String member, String value) {
        return values.getOrDefault(member, List.of()).contains(value);
    }

    /** What concerns none of the fields. */
    public @Nullable String wrongElsewhere() {
        return wrong.get("");
    }

    public List<Choice> triggers() {
        return List.of(
                new Choice("hot", "The lead became hot"),
                new Choice("clicked", "A person followed a link with"),
                new Choice("read-unanswered", "Read, and not answered for business days"),
                new Choice("not-read", "Not read for business days"),
                new Choice("bounced", "The address bounced"),
                new Choice("answered", "A person answered"),
                new Choice("quiet", "Not heard of for business days"),
                new Choice("reopened", "Opened again after weeks"),
                new Choice("meeting", "A meeting took place"));
    }

    public List<Choice> bases() {
        return List.of(
                new Choice("any", "Whatever was lawfully recorded"),
                new Choice("consent", "Only with the person's consent"));
    }

    public List<Choice> stages() {
        return Choice.of("new", "attempting", "connected", "qualified", "disqualified");
    }
}
