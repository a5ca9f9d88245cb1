package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Follow-up rules spelled as they are kept and shown: what {@link RuleReader} reads. */
final class RuleWriter {
    private RuleWriter() {}

    static JsonNode write(List<FollowUpRule> rules) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        var list = whole.putArray("rules");
        rules.forEach(rule -> list.add(write(rule)));
        return whole;
    }

    static ObjectNode write(FollowUpRule rule) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("id", rule.id()).put("name", rule.name()).put("enabled", rule.enabled());
        trigger(written.putObject("when"), rule.when());
        condition(written, rule.only());
        if (rule.until() != null) {
            written.put("until", rule.until().toString());
        }
        var actions = written.putArray("then");
        rule.then().forEach(action -> action(actions.addObject(), action));
        if (rule.since() != null) {
            written.put("since", rule.since().toString());
        }
        return written;
    }

    private static void trigger(ObjectNode when, Trigger trigger) {
        when.put("type", trigger.type());
        switch (trigger) {
            case Trigger.Clicked(String link) -> when.put("link", link);
            case Trigger.ReadUnanswered(int days) -> when.put("businessDays", days);
            case Trigger.NotRead(int days) -> when.put("businessDays", days);
            case Trigger.Quiet(int days) -> when.put("businessDays", days);
            case Trigger.Reopened(int weeks) -> when.put("weeks", weeks);
            case Trigger.Hot hot -> {}
            case Trigger.Bounced bounced -> {}
            case Trigger.Answered answered -> {}
            case Trigger.Meeting meeting -> {}
        }
    }

    private static void condition(ObjectNode written, RuleCondition only) {
        if (only.equals(RuleCondition.ANY)) {
            return;
        }
        ObjectNode condition = written.putObject("only");
        condition.put("minimumConfidence", only.minimumConfidence());
        condition.put("basis", only.basis().name().toLowerCase(Locale.ROOT));
        if (!only.stages().isEmpty()) {
            var stages = condition.putArray("stages");
            only.stages().stream()
                    .sorted()
                    .forEach(stage -> stages.add(stage.name().toLowerCase(Locale.ROOT)));
        }
        if (only.campaign() != null) {
            condition.put("campaign", only.campaign());
        }
    }

    private static void action(ObjectNode written, RuleAction action) {
        written.put("type", action.type());
        switch (action) {
            case RuleAction.Task(String title, String text, RuleAction.Due due, Whose owner) -> {
                written.put("title", title).put("text", text);
                ObjectNode until = written.putObject("due");
                if (due.businessHours() > 0) {
                    until.put("businessHours", due.businessHours());
                } else {
                    until.put("businessDays", due.businessDays());
                }
                written.put("owner", owner.toString());
            }
            case RuleAction.Notice(String text, Whose person) ->
                written.put("text", text).put("person", person.toString());
            case RuleAction.Field(String name, String value) ->
                written.put("name", name).put("value", value);
            case RuleAction.Enrol(UUID sequence) -> written.put("sequence", sequence.toString());
        }
    }
}
