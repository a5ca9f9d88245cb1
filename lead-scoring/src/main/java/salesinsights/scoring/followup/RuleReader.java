package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.ModelPart;
import salesinsights.tracking.ground.Problem;

/** Follow-up rules as JSON says them, with every mistake named at its place: {@code rules[2].when.businessDays}. */
final class RuleReader {
    static final int RULES = 50;
    static final Set<String> TRIGGERS = Set.of(
            "hot", "clicked", "read-unanswered", "not-read", "bounced", "answered", "quiet", "reopened", "meeting");
    static final String NO_SEQUENCE = "the team has no such sequence";
    private static final int LONGEST_WAIT = 260;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 1500;
    private static final int LONGEST_VALUE = 200;

    private final List<Problem.Field> wrong = new ArrayList<>();

    private RuleReader() {}

    /**
     * As somebody wrote them.
     *
     * @param today a day before it is no end for a rule
     * @throws Problem 400 with a message per field, rules that can never fire or fire for all among them
     */
    static List<FollowUpRule> read(JsonNode definition, LocalDate today) {
        RuleReader reader = new RuleReader();
        List<FollowUpRule> rules = reader.rules(definition);
        new RuleCheck(rules, reader.wrong, today).check();
        if (!reader.wrong.isEmpty()) {
            throw Problem.invalid(reader.wrong.stream().limit(50).toList());
        }
        return rules;
    }

    /** As they were kept, which were checked when somebody wrote them. */
    static List<FollowUpRule> kept(JsonNode definition) {
        return new RuleReader().rules(definition);
    }

    private List<FollowUpRule> rules(JsonNode definition) {
        ModelPart whole = new ModelPart(definition, "", wrong);
        whole.only(Set.of("rules"));
        return whole.parts("rules", RULES).stream().map(this::rule).toList();
    }

    private FollowUpRule rule(ModelPart part) {
        part.only(Set.of("id", "name", "enabled", "when", "only", "until", "then", "since"));
        String id = part.neededText("id", 60);
        if (!id.isEmpty() && !id.matches("[a-z0-9][a-z0-9-]*")) {
            part.refuse("id", "must be small letters, digits and hyphens");
        }
        List<ModelPart> actions = part.parts("then", 4);
        return new FollowUpRule(
                id,
                part.neededText("name", 120),
                !part.has("enabled") || part.flag("enabled"),
                trigger(part.part("when")),
                condition(part.part("only")),
                date(part),
                actions.stream().map(this::action).filter(Objects::nonNull).toList(),
                since(part));
    }

    private static @Nullable LocalDate date(ModelPart part) {
        String text = part.text("until", 20);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException strange) {
            part.refuse("until", "must be a day such as 2027-03-31");
            return null;
        }
    }

    private static @Nullable Instant since(ModelPart part) {
        String text = part.text("since", 40);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException strange) {
            return null;
        }
    }

    private static Trigger trigger(ModelPart when) {
        if (!when.has("type")) {
            when.refuse("type", "is missing");
        }
        String type = when.choice("type", TRIGGERS, "answered");
        when.only(Set.of("type", "businessDays", "weeks", "link"));
        return switch (type) {
            case "hot" -> new Trigger.Hot();
            case "clicked" -> new Trigger.Clicked(link(when));
            case "read-unanswered" -> new Trigger.ReadUnanswered(days(when));
            case "not-read" -> new Trigger.NotRead(days(when));
            case "bounced" -> new Trigger.Bounced();
            case "quiet" -> new Trigger.Quiet(days(when));
            case "reopened" -> new Trigger.Reopened(wait(when, "weeks", 52));
            case "meeting" -> new Trigger.Meeting();
            default -> new Trigger.Answered();
        };
    }

    private static int days(ModelPart when) {
        return wait(when, "businessDays", LONGEST_WAIT);
    }

    private static int wait(ModelPart when, String member, int longest) {
        if (!when.has(member)) {
            when.refuse(member, "is missing");
            return 1;
        }
        double asked = when.number(member, -1e9, 1e9, 1);
        if (asked == 0) {
            when.refuse(member, "must be at least 1: after 0 the rule would fire for all");
            return 1;
        }
        if (asked > longest) {
            when.refuse(member, "must be at most " + longest + ": the rule would never fire in time");
            return 1;
        }
        return when.whole(member, 1, longest, 1);
    }

    private static String link(ModelPart when) {
        String link = when.text("link", 200);
        if (link == null) {
            if (!when.has("link")) {
                when.refuse("link", "is missing: without it the rule would fire for every click");
            }
            return "";
        }
        return link.toLowerCase(Locale.ROOT);
    }

    private RuleCondition condition(ModelPart only) {
        only.only(Set.of("minimumConfidence", "basis", "stages", "campaign"));
        double confidence = only.number("minimumConfidence", -1e9, 1e9, RuleCondition.USUAL_CONFIDENCE);
        if (confidence > 1) {
            only.refuse("minimumConfidence", "is more than 1: the rule could never fire");
        } else if (confidence < 0) {
            only.refuse("minimumConfidence", "must lie between 0 and 1");
        }
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        for (String stage : only.texts("stages", 10, 40)) {
            try {
                stages.add(Stage.of(stage));
            } catch (IllegalArgumentException unknown) {
                only.refuse("stages", String.valueOf(unknown.getMessage()));
            }
        }
        if (stages.size() == Stage.values().length) {
            only.refuse("stages", "names every stage there is: leave it out");
        }
        boolean consent = only.choice("basis", Set.of("any", "consent"), "any").equals("consent");
        return new RuleCondition(
                confidence,
                consent ? RuleCondition.Basis.CONSENT : RuleCondition.Basis.ANY,
                stages,
                only.text("campaign", 200));
    }

    private @Nullable RuleAction action(ModelPart part) {
        if (!part.has("type")) {
            part.refuse("type", "is missing");
            return null;
        }
        return switch (part.choice("type", Set.of("task", "notice", "field", "sequence"), "")) {
            case "task" -> {
                part.only(Set.of("type", "title", "text", "due", "owner"));
                yield new RuleAction.Task(
                        filled(part, "title", LONGEST_TITLE, true),
                        filled(part, "text", LONGEST_TEXT, false),
                        due(part.part("due")),
                        whose(part, "owner"));
            }
            case "notice" -> {
                part.only(Set.of("type", "text", "person"));
                yield new RuleAction.Notice(filled(part, "text", LONGEST_TEXT, true), whose(part, "person"));
            }
            case "field" -> {
                part.only(Set.of("type", "name", "value"));
                yield new RuleAction.Field(part.neededText("name", 60), filled(part, "value", LONGEST_VALUE, true));
            }
            case "sequence" -> {
                part.only(Set.of("type", "sequence"));
                yield enrol(part);
            }
            default -> null;
        };
    }

    private static RuleAction enrol(ModelPart part) {
        try {
            return new RuleAction.Enrol(UUID.fromString(part.neededText("sequence", 40)));
        } catch (IllegalArgumentException strange) {
            if (part.has("sequence")) {
                part.refuse("sequence", NO_SEQUENCE);
            }
            return new RuleAction.Enrol(new UUID(0, 0));
        }
    }

    private static String filled(ModelPart part, String member, int atMost, boolean needed) {
        String text = needed ? part.neededText(member, atMost) : part.text(member, atMost);
        if (text == null) {
            return "";
        }
        List<String> unknown = Placeholders.unknownIn(text);
        if (!unknown.isEmpty()) {
            part.refuse(
                    member,
                    "holds " + String.join(", ", unknown.stream().limit(5).toList())
                            + ", which is no placeholder; there are "
                            + Stream.of(Placeholders.KNOWN.toArray(new String[0]))
                                    .sorted()
                                    .map(name -> "{" + name + "}")
                                    .collect(Collectors.joining(", ")));
        }
        return text;
    }

    private static RuleAction.Due due(ModelPart due) {
        due.only(Set.of("businessDays", "businessHours"));
        if (due.has("businessDays") && due.has("businessHours")) {
            due.refuse("businessHours", "contradicts businessDays: give one of them");
        }
        return due.has("businessHours")
                ? new RuleAction.Due(0, due.whole("businessHours", 1, 200, 1))
                : new RuleAction.Due(due.whole("businessDays", 0, 60, 1), 0);
    }

    private static Whose whose(ModelPart part, String member) {
        String text = part.text(member, 300);
        try {
            return text == null ? Whose.LEAD_OWNER : Whose.of(text);
        } catch (IllegalArgumentException strange) {
            part.refuse(member, String.valueOf(strange.getMessage()));
            return Whose.LEAD_OWNER;
        }
    }
}
