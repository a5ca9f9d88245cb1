package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.EngagementRule.Weighing;

/** A model as the JSON that {@link ModelReader} reads, always spelled the same. */
final class ModelWriter {
    private static final double SECONDS = 86_400;

    private ModelWriter() {}

    static ObjectNode write(ScoringModel model) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = whole.putArray("groups");
        for (RuleGroup group : model.groups()) {
            ObjectNode one = groups.addObject();
            one.put("id", group.id());
            one.put("kind", group.kind().name().toLowerCase(Locale.ROOT));
            put(one, "most", group.most());
            put(one, "least", group.least());
            ArrayNode rules = one.putArray("rules");
            group.rules().forEach(rule -> rules.add(rule(rule)));
        }
        bands(whole, model.bands());
        return whole;
    }

    private static void bands(ObjectNode whole, Bands bands) {
        ObjectNode tiers = whole.putObject("tiers");
        switch (bands.tiers()) {
            case Tiering.Absolute(int hot, int warm) ->
                tiers.put("type", "absolute").put("hot", hot).put("warm", warm);
            case Tiering.Quartiles() -> tiers.put("type", "quartiles");
        }
        whole.putObject("grades").put("a", bands.a()).put("b", bands.b()).put("c", bands.c());
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("id", rule.id());
        one.put("why", rule.why());
        if (rule.words() != null) {
            one.put("words", rule.words());
        }
        if (rule.needs() != null) {
            one.put("needs", rule.needs());
        }
        one.put("weight", rule.points());
        switch (rule) {
            case FitRule fit -> one.set("when", attribute(fit.when()));
            case EngagementRule engagement -> engagement(one, engagement);
        }
        return one;
    }

    private static ObjectNode attribute(AttributeCondition when) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("type", "attribute");
        one.put("field", when.field());
        switch (when.test()) {
            case AttributeTest.Known known -> one.put("test", "known");
            case AttributeTest.FreeMail free -> one.put("test", "free-mail");
            case AttributeTest.Contains(String text) ->
                one.put("test", "contains").put("text", text);
            case AttributeTest.OneOf(var values) -> {
                ArrayNode list = one.put("test", "one-of").putArray("values");
                values.stream().sorted().forEach(list::add);
            }
            case AttributeTest.Between(Double from, Double to) -> {
                one.put("test", "between");
                put(one, "from", from);
                put(one, "to", to);
            }
        }
        if (when.not()) {
            one.put("not", true);
        }
        return one;
    }

    private static void engagement(ObjectNode one, EngagementRule rule) {
        ObjectNode when = one.putObject("when");
        when.put("type", "event");
        ArrayNode kinds = when.putArray("kinds");
        rule.when().kinds().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(kinds::add);
        if (rule.when().link() != null) {
            when.put("link", rule.when().link());
        }
        one.put("counts", counts(rule.counting().weighing()));
        one.put("minimumConfidence", rule.counting().minimumWeight());
        frequency(one.putObject("frequency"), rule.frequency());
        one.put("repeat", rule.repeat());
        ObjectNode atMost = one.putObject("atMost");
        atMost.put("times", rule.limit().times());
        atMost.put("days", days(rule.limit().window()));
        put(atMost, "points", rule.limit().points());
        fading(one.putObject("fading"), rule.fading());
        one.put("sittingMinutes", rule.counting().session().toSeconds() / 60.0);
    }

    private static String counts(Weighing weighing) {
        return switch (weighing) {
            case PERSON -> "person";
            case FACT -> "fact";
            case NOT_MACHINE -> "not-machine";
        };
    }

    private static void frequency(ObjectNode one, Frequency frequency) {
        switch (frequency) {
            case Frequency.Each each -> one.put("type", "each");
            case Frequency.Times(int least, int most, Duration frame) -> {
                boolean open = most == Frequency.Times.NO_END;
                one.put("type", open ? "at-least" : least == most ? "exactly" : "between");
                one.put("times", least);
                if (!open && least != most) {
                    one.put("upTo", most);
                }
                one.put("days", days(frame));
            }
        }
    }

    private static void fading(ObjectNode one, Fading fading) {
        switch (fading) {
            case HalfLife(long seconds) -> one.put("type", "exponential").put("days", seconds / SECONDS);
            case LinearFade(long micros) -> one.put("type", "linear").put("days", micros / (SECONDS * 1e6));
        }
    }

    private static double days(Duration time) {
        return time.toSeconds() / SECONDS;
    }

    private static void put(ObjectNode one, String name, @Nullable Double number) {
        if (number != null) {
            one.put(name, number);
        }
    }
}
