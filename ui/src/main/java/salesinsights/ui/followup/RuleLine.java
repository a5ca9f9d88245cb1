package salesinsights.ui.followup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A follow-up rule as a line of the table. */
record RuleLine(int place, String id, String name, boolean enabled, String when, String then, String condition) {
    static List<RuleLine> of(JsonNode rules) {
        List<RuleLine> lines = new ArrayList<>();
        for (JsonNode rule : rules) {
            lines.add(new RuleLine(
                    lines.size(),
                    rule.path("id").asText(),
                    rule.path("name").asText(),
                    rule.path("enabled").asBoolean(true),
                    when(rule.path("when")),
                    then(rule.path("then")),
                    only(rule)));
        }
        return lines;
    }

    static String when(JsonNode when) {
        String days = when.path("businessDays").asText();
        String working = days + (days.equals("1") ? " business day" : " business days");
        return switch (when.path("type").asText()) {
            case "hot" -> "the lead becomes hot";
            case "clicked" ->
                "a person follows a link with “" + when.path("link").asText() + "”";
            case "read-unanswered" -> "a message is read and not answered for " + working;
            case "not-read" -> "a message is not read for " + working;
            case "bounced" -> "the address bounces";
            case "quiet" -> "the lead is not heard of for " + working;
            case "reopened" ->
                "a message is opened again after " + when.path("weeks").asText() + " weeks";
            case "meeting" -> "a meeting took place";
            default -> "a person answers";
        };
    }

    private static String then(JsonNode actions) {
        List<String> said = new ArrayList<>();
        for (JsonNode action : actions) {
            said.add(
                    switch (action.path("type").asText()) {
                        case "task" -> "task “" + action.path("title").asText() + "”";
                        case "notice" -> "notice “" + action.path("text").asText() + "”";
                        case "sequence" -> "enrol in a sequence";
                        default ->
                            action.path("name").asText() + " becomes “"
                                    + action.path("value").asText() + "”";
                    });
        }
        return String.join(", ", said);
    }

    private static String only(JsonNode rule) {
        List<String> said = new ArrayList<>();
        JsonNode only = rule.path("only");
        if (only.path("basis").asText().equals("consent")) {
            said.add("with consent");
        }
        if (only.path("minimumConfidence").asDouble(0.5) != 0.5) {
            said.add("confidence from " + only.path("minimumConfidence").asText());
        }
        if (only.has("campaign")) {
            said.add("campaign " + only.path("campaign").asText());
        }
        List<String> stages = new ArrayList<>();
        only.path("stages").forEach(stage -> stages.add(stage.asText()));
        if (!stages.isEmpty()) {
            said.add("stage " + String.join(" or ", stages));
        }
        if (rule.has("until")) {
            said.add("until " + rule.path("until").asText());
        }
        return String.join("; ", said);
    }
}
