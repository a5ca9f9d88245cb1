package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.EngagementRule.Weighing;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Problem;

/**
 * A model as JSON says it, with every mistake named at its place. There is no language to evaluate: a condition is one of
 * a few types with plain members.
 */
final class ModelReader {
    static final int RULES = 100;
    private static final double HEAVIEST = 1000;
    private static final double LONGEST_DAYS = 3650;
    private static final int SECONDS = 86_400;
    private static final double HIGHEST = 1e9;

    private final List<Problem.Field> wrong = new ArrayList<>();

    private ModelReader() {}

    /** @throws Problem 400 with a message per field, contradictions and circles among them */
    static ScoringModel read(String version, JsonNode definition) {
        return read(version, definition, null);
    }

    /** @param columns the imported columns that may be referred to; null if any may */
    static ScoringModel read(String version, JsonNode definition, @Nullable Collection<String> columns) {
        ModelReader reader = new ModelReader();
        ModelPart whole = new ModelPart(definition, "", reader.wrong);
        whole.only(Set.of("version", "groups", "tiers", "grades"));
        List<ModelPart> parts = whole.parts("groups", 10);
        ScoringModel model =
                new ScoringModel(version, parts.stream().map(reader::group).toList(), reader.bands(whole));
        new ModelCheck(model, reader.wrong, columns).check();
        if (!reader.wrong.isEmpty()) {
            throw Problem.invalid(reader.wrong.stream().limit(50).toList());
        }
        return model;
    }

    private Bands bands(ModelPart whole) {
        ModelPart grades = whole.part("grades");
        grades.only(Set.of("a", "b", "c"));
        double a = grades.number("a", -1e6, 1e6, Bands.SHIPPED.a());
        double b = grades.number("b", -1e6, 1e6, Bands.SHIPPED.b());
        double c = grades.number("c", -1e6, 1e6, Bands.SHIPPED.c());
        if (b >= a) {
            grades.refuse("b", "contradicts: it is not less than a");
        }
        if (c >= b) {
            grades.refuse("c", "contradicts: it is not less than b");
        }
        return new Bands(tiers(whole.part("tiers")), a, b, c);
    }

    private static Tiering tiers(ModelPart part) {
        part.only(Set.of("type", "hot", "warm"));
        boolean quartiles =
                part.choice("type", Set.of("absolute", "quartiles"), "absolute").equals("quartiles");
        int hot = part.whole("hot", 1, 100, 60);
        int warm = part.whole("warm", 1, 100, 25);
        if (quartiles) {
            Stream.of("hot", "warm")
                    .filter(part::has)
                    .forEach(one -> part.refuse(one, "contradicts: quartiles are worked out, not given"));
        } else if (warm >= hot) {
            part.refuse("warm", "contradicts: it is not less than hot");
        }
        return quartiles ? new Tiering.Quartiles() : new Tiering.Absolute(hot, warm);
    }

    private RuleGroup group(ModelPart part) {
        part.only(Set.of("id", "kind", "most", "least", "rules"));
        boolean fit =
                part.choice("kind", Set.of("fit", "engagement"), "engagement").equals("fit");
        String id = id(part);
        Double most = part.optional("most", 0, 1e6);
        Double least = part.optional("least", -1e6, 0);
        List<Rule> rules = part.parts("rules", RULES).stream()
                .map(rule -> fit ? fit(rule) : engagement(rule))
                .toList();
        return new RuleGroup(id, fit ? RuleGroup.Kind.FIT : RuleGroup.Kind.ENGAGEMENT, most, least, rules);
    }

    private static String id(ModelPart part) {
        String id = part.neededText("id", 60);
        if (!id.isEmpty() && !id.matches("[a-z0-9][a-z0-9-]*")) {
            part.refuse("id", "must be small letters, digits and hyphens");
        }
        return id;
    }

    private Rule fit(ModelPart part) {
        part.only(Set.of("id", "why", "words", "needs", "when", "weight"));
        ModelPart when = part.part("when");
        return new FitRule(
                id(part),
                attribute(when),
                part.needed("weight", -HEAVIEST, HEAVIEST, 1),
                part.text("needs", 60),
                part.text("words", 100),
                part.neededText("why", 500));
    }

    private static AttributeCondition attribute(ModelPart when) {
        if (!when.choice("type", Set.of("event", "attribute"), "attribute").equals("attribute")) {
            when.refuse("type", "must be attribute in a group of fit");
        }
        when.only(Set.of("type", "field", "test", "values", "text", "from", "to", "not"));
        String field = when.neededText("field", 220);
        boolean imported =
                field.startsWith(AttributeCondition.IMPORTED) && field.length() > AttributeCondition.IMPORTED.length();
        boolean known = imported || AttributeCondition.FIELDS.contains(field);
        if (!field.isEmpty() && !known) {
            when.refuse(
                    "field",
                    "is not known; there are "
                            + String.join(
                                    ", ",
                                    AttributeCondition.FIELDS.stream().sorted().toList())
                            + " and attributes.<column>");
        }
        return new AttributeCondition(field, test(when), when.flag("not"));
    }

    private static AttributeTest test(ModelPart when) {
        String test = when.choice("test", Set.of("known", "one-of", "contains", "between", "free-mail"), "known");
        return switch (test) {
            case "one-of" ->
                new AttributeTest.OneOf(when.texts("values", 500, 200).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
            case "contains" ->
                new AttributeTest.Contains(when.neededText("text", 200).toLowerCase(Locale.ROOT));
            case "between" ->
                new AttributeTest.Between(when.optional("from", -1e15, 1e15), when.optional("to", -1e15, 1e15));
            case "free-mail" -> new AttributeTest.FreeMail();
            default -> new AttributeTest.Known();
        };
    }

    private Rule engagement(ModelPart part) {
        part.only(Set.of(
                "id",
                "why",
                "words",
                "needs",
                "when",
                "weight",
                "counts",
                "minimumConfidence",
                "frequency",
                "repeat",
                "atMost",
                "fading",
                "sittingMinutes"));
        return new EngagementRule(
                id(part),
                event(part.part("when")),
                new EngagementRule.Counting(
                        weighing(part), part.number("minimumConfidence", 0, 1, 0.3), Duration.ofSeconds((long)
                                (60 * part.number("sittingMinutes", 0, 1440, 0)))),
                frequency(part.part("frequency")),
                part.needed("weight", -HEAVIEST, HEAVIEST, 1),
                part.number("repeat", 0, 1, 1),
                limit(part.part("atMost")),
                fading(part.part("fading")),
                part.text("needs", 60),
                part.text("words", 100),
                part.neededText("why", 500));
    }

    private static EventCondition event(ModelPart when) {
        if (!when.choice("type", Set.of("event", "attribute"), "event").equals("event")) {
            when.refuse("type", "must be event in a group of engagement");
        }
        when.only(Set.of("type", "kinds", "link"));
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String kind : when.texts("kinds", 30, 40)) {
            try {
                kinds.add(EventKind.valueOf(kind.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                when.refuse("kinds", "names an event that there is not");
            }
        }
        if (kinds.isEmpty()) {
            when.refuse("kinds", "name at least one event, such as replied");
        }
        String link = when.text("link", 200);
        return new EventCondition(kinds, link == null ? null : link.toLowerCase(Locale.ROOT));
    }

    private static Weighing weighing(ModelPart part) {
        return switch (part.choice("counts", Set.of("person", "fact", "not-machine"), "person")) {
            case "fact" -> Weighing.FACT;
            case "not-machine" -> Weighing.NOT_MACHINE;
            default -> Weighing.PERSON;
        };
    }

    private static Frequency frequency(ModelPart part) {
        part.only(Set.of("type", "times", "upTo", "days"));
        String type = part.choice("type", Set.of("each", "at-least", "exactly", "between"), "each");
        if (type.equals("each")) {
            return new Frequency.Each();
        }
        int least = part.whole("times", 1, 1000, 1);
        int most = type.equals("exactly")
                ? least
                : type.equals("at-least") ? Frequency.Times.NO_END : part.whole("upTo", 1, 1000, 1000);
        if (!part.has("times")) {
            part.refuse("times", "is missing");
        }
        if (most < least) {
            part.refuse("upTo", "contradicts: it is less than times");
            most = least;
        }
        return new Frequency.Times(least, most, days(part, "days", 7));
    }

    private static EngagementRule.Limit limit(ModelPart part) {
        part.only(Set.of("times", "days", "points"));
        return new EngagementRule.Limit(
                part.whole("times", 1, 1000, 1000), days(part, "days", 7), part.optional("points", 0, HIGHEST));
    }

    private static Fading fading(ModelPart part) {
        part.only(Set.of("type", "days"));
        Duration days = days(part, "days", 14);
        return part.choice("type", Set.of("exponential", "linear"), "exponential")
                        .equals("linear")
                ? LinearFade.over(days)
                : new HalfLife(days.toSeconds());
    }

    /** At least a minute, at most ten years. */
    private static Duration days(ModelPart part, String name, double otherwise) {
        return Duration.ofSeconds(Math.round(SECONDS * part.number(name, 1.0 / 1440, LONGEST_DAYS, otherwise)));
    }
}
