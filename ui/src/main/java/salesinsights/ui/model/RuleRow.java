package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A rule as a line of its model's table. */
record RuleRow(
        int group, int place, String id, String condition, String weight, boolean positive, String fades, String why) {
    static RuleRow of(int group, int place, JsonNode rule) {
        double weight = rule.path("weight").asDouble();
        return new RuleRow(
                group,
                place,
                rule.path("id").asText(),
                condition(rule),
                (weight > 0 ? "+" : "\u2212") + RuleForm.plain(Math.abs(weight)),
                weight > 0,
                fades(rule.path("fading")),
                rule.path("why").asText());
    }

    private static String condition(JsonNode rule) {
        JsonNode when = rule.path("when");
        return when.path("type").asText().equals("attribute") ? attribute(when) : event(rule, when);
    }

    private static String attribute(JsonNode when) {
        String not = when.path("not").asBoolean() ? "not " : "";
        String field = when.path("field").asText();
        return switch (when.path("test").asText()) {
            case "one-of" -> field + " is " + not + "one of " + joined(when.path("values"));
            case "contains" ->
                field + " does " + not + "contain \u201c" + when.path("text").asText() + "\u201d";
            case "between" ->
                field + " is " + not + "from " + bound(when.path("from")) + " to " + bound(when.path("to"));
            case "free-mail" -> field + " is " + not + "a free mail address";
            default -> field + " is " + not + "known";
        };
    }

    private static String bound(JsonNode number) {
        return number.isNumber() ? RuleForm.plain(number.asDouble()) : "any";
    }

    private static String event(JsonNode rule, JsonNode when) {
        String what = joined(when.path("kinds")).replace('_', ' ');
        if (when.has("link")) {
            what += " a link with \u201c" + when.path("link").asText() + "\u201d";
        }
        JsonNode often = rule.path("frequency");
        String times = often.path("times").asText();
        String frame = " times in " + RuleForm.plain(often.path("days").asDouble()) + " days";
        what += switch (often.path("type").asText()) {
            case "at-least" -> ", at least " + times + frame;
            case "exactly" -> ", exactly " + times + frame;
            case "between" -> ", " + times + " to " + often.path("upTo").asText() + frame;
            default -> "";
        };
        return rule.has("needs") ? what + ", after " + rule.path("needs").asText() : what;
    }

    private static String joined(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return String.join(", ", texts);
    }

    private static String fades(JsonNode fading) {
        if (fading.isMissingNode()) {
            return "never";
        }
        String days = RuleForm.plain(fading.path("days").asDouble()) + " days";
        return fading.path("type").asText().equals("linear") ? "to nothing in " + days : "halves in " + days;
    }
}
