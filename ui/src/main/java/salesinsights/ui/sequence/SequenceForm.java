package salesinsights.ui.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.ui.page.Choice;

/**
 * A sequence in a form, as typed.
 *
 * @param id empty for a new one
 * @param version that was read
 * @param values by member, beside the steps
 * @param wrong what is wrong, by member; what has no field under the empty name
 */
record SequenceForm(
        String id,
        int version,
        String team,
        Map<String, List<String>> values,
        List<StepForm> steps,
        Map<String, String> wrong) {
    private static final Pattern STEP = Pattern.compile("steps\\[(\\d+)]\\.?(.*)");
    private static final int MOST = 40;
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    SequenceForm {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
        List<StepForm> linked = new ArrayList<>();
        List<StepForm> placed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            placed.add(steps.get(i).at(i));
        }
        for (int i = 0; i < placed.size(); i++) {
            linked.add(placed.get(i).leading(placed.subList(i + 1, placed.size())));
        }
        steps = List.copyOf(linked);
    }

    /** One that is begun. */
    static SequenceForm fresh(String team) {
        Map<String, List<String>> values = new HashMap<>();
        values.put("days", DAYS.subList(0, 5));
        values.put("from", List.of("09:00"));
        values.put("to", List.of("17:00"));
        values.put("stopOn", List.of("answer", "meeting"));
        values.put("tracking", List.of("default"));
        return new SequenceForm(
                "",
                0,
                team,
                values,
                List.of(
                        StepForm.fresh("mail", "mail-1"),
                        StepForm.fresh("wait", "wait-1"),
                        StepForm.fresh("mail", "mail-2")),
                Map.of());
    }

    /** One as it stands. */
    static SequenceForm of(String id, int version, String team, JsonNode definition) {
        Map<String, List<String>> values = new HashMap<>();
        values.put("name", List.of(definition.path("name").asText()));
        values.put("tracking", List.of(definition.path("tracking").asText()));
        values.put("stopOn", texts(definition.path("stopOn")));
        values.put("days", texts(definition.path("window").path("days")));
        values.put("from", List.of(definition.path("window").path("from").asText()));
        values.put("to", List.of(definition.path("window").path("to").asText()));
        values.put("holidays", definition.path("window").path("holidays").asBoolean() ? List.of("true") : List.of());
        List<StepForm> steps = new ArrayList<>();
        JsonNode kept = definition.path("steps");
        for (int i = 0; i < kept.size(); i++) {
            String following = i + 1 < kept.size() ? kept.path(i + 1).path("id").asText() : "end";
            steps.add(StepForm.of(i, kept.path(i), following));
        }
        return new SequenceForm(id, version, team, values, steps, Map.of());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** As somebody typed it: the members of step 2 are called {@code 2.template} and so on. */
    static SequenceForm typed(Map<String, List<String>> form) {
        Map<String, List<String>> values = new HashMap<>();
        Map<Integer, Map<String, String>> steps = new java.util.TreeMap<>();
        form.forEach((name, typed) -> {
            int dot = name.indexOf('.');
            if (dot > 0 && dot < 3 && name.substring(0, dot).chars().allMatch(Character::isDigit)) {
                steps.computeIfAbsent(Integer.valueOf(name.substring(0, dot)), any -> new HashMap<>())
                        .put(name.substring(dot + 1), typed.getFirst());
            } else {
                values.put(name, List.copyOf(typed));
            }
        });
        return new SequenceForm(
                one(values, "id"),
                one(values, "version").matches("[0-9]{1,9}") ? Integer.parseInt(one(values, "version")) : 0,
                one(values, "team"),
                values,
                steps.values().stream()
                        .limit(MOST)
                        .map(step -> new StepForm(0, step, Map.of(), List.of()))
                        .toList(),
                Map.of());
    }

    private static String one(Map<String, List<String>> values, String member) {
        List<String> typed = values.getOrDefault(member, List.of());
        return typed.isEmpty() ? "" : typed.getFirst();
    }

    /** After a button of the editor: {@code add-mail}, {@code remove-2}, {@code up-2}. */
    SequenceForm edited(String act) {
        List<StepForm> changed = new ArrayList<>(steps);
        int dash = act.indexOf('-');
        String verb = dash < 0 ? act : act.substring(0, dash);
        String what = act.substring(dash + 1);
        if (verb.equals("add")
                && changed.size() < MOST
                && Set.of("mail", "task", "wait", "branch").contains(what)) {
            changed.add(StepForm.fresh(what, freeId(what)));
        } else if (what.matches("[0-9]{1,2}") && Integer.parseInt(what) < changed.size()) {
            int place = Integer.parseInt(what);
            if (verb.equals("remove")) {
                changed.remove(place);
            } else if (verb.equals("up") && place > 0) {
                changed.add(place - 1, changed.remove(place));
            }
        }
        return new SequenceForm(id, version, team, values, changed, wrong);
    }

    private String freeId(String type) {
        Set<String> taken = steps.stream().map(StepForm::id).collect(Collectors.toSet());
        int n = 1;
        while (taken.contains(type + "-" + n)) {
            n++;
        }
        return type + "-" + n;
    }

    /** As JSON has it. */
    ObjectNode json() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("name", value("name"));
        whole.put("tracking", value("tracking").isEmpty() ? "default" : value("tracking"));
        ArrayNode list = whole.putArray("steps");
        steps.forEach(step -> list.add(step.json()));
        ArrayNode stops = whole.putArray("stopOn");
        values.getOrDefault("stopOn", List.of()).forEach(stops::add);
        if (stops.isEmpty()) {
            stops.add("none");
        }
        ObjectNode window = whole.putObject("window");
        values.getOrDefault("days", List.of()).forEach(window.putArray("days")::add);
        window.put("from", value("from"));
        window.put("to", value("to"));
        window.put("holidays", is("holidays", "true"));
        return whole;
    }

    /** With what is wrong at its place. */
    SequenceForm saying(Problem problem) {
        Map<String, String> own = new HashMap<>();
        Map<Integer, Map<String, String>> ofSteps = new HashMap<>();
        problem.byField().forEach((field, message) -> {
            Matcher step = STEP.matcher(field);
            if (step.matches()) {
                ofSteps.computeIfAbsent(Integer.valueOf(step.group(1)), any -> new HashMap<>())
                        .put(step.group(2), message);
            } else {
                own.put(field.replace("window.", ""), message);
            }
        });
        if (problem.fields().isEmpty()) {
            own.put("", problem.detail());
        } else if (own.containsKey("steps")) {
            own.put("", "The steps: " + own.get("steps"));
        }
        List<StepForm> told = steps.stream()
                .map(step -> step.saying(ofSteps.getOrDefault(step.place(), Map.of())))
                .toList();
        return new SequenceForm(id, version, team, values, told, own);
    }

    public boolean fresh() {
        return id.isEmpty();
    }

    public String value(String member) {
        return one(values, member);
    }

    public boolean is(String member, String value) {
        return values.getOrDefault(member, List.of()).contains(value);
    }

    public @Nullable String wrong(String member) {
        return wrong.get(member);
    }

    public List<Choice> days() {
        return Choice.of(DAYS.toArray(String[]::new));
    }
}
