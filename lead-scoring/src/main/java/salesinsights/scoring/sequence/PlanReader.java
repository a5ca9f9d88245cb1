package salesinsights.scoring.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.OpenTasks;
import salesinsights.scoring.score.ModelPart;
import salesinsights.scoring.sequence.Plan.StopOn;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.TrackingSwitch;

/** Sequences as JSON says them, with every mistake named at its place: {@code steps[2].businessDays}. */
final class PlanReader {
    private static final int STEPS = 30;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 1500;
    private static final int LONGEST_WAIT = 130;
    private static final Set<DayOfWeek> WORKING_DAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private final List<Problem.Field> wrong = new ArrayList<>();
    private final Function<UUID, @Nullable Letter> letters;

    private PlanReader(Function<UUID, @Nullable Letter> letters) {
        this.letters = letters;
    }

    /** A template's newest version. */
    record Letter(int version, String name) {}

    /**
     * As somebody wrote it.
     *
     * @param letters the newest version of a template of the team, null if there is none
     * @throws Problem 400 with a message per field: steps without end, steps that nobody reaches
     */
    static Plan read(JsonNode definition, Function<UUID, @Nullable Letter> letters) {
        PlanReader reader = new PlanReader(letters);
        Plan plan = reader.plan(definition);
        new PlanCheck(plan, reader.wrong).check();
        if (!reader.wrong.isEmpty()) {
            throw Problem.invalid(reader.wrong.stream().limit(50).toList());
        }
        return plan;
    }

    /** As it was kept, which was checked when somebody wrote it. */
    static Plan kept(JsonNode definition) {
        return new PlanReader(any -> null).plan(definition);
    }

    private Plan plan(JsonNode definition) {
        ModelPart whole = new ModelPart(definition, "", wrong);
        whole.only(Set.of("name", "steps", "window", "stopOn", "tracking"));
        List<ModelPart> parts = whole.parts("steps", STEPS);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String id = parts.get(i).text("id", 40);
            ids.add(id == null ? "step-" + (i + 1) : id);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String next = i + 1 < ids.size() ? ids.get(i + 1) : Step.END;
            Step step = step(parts.get(i), ids.get(i), next);
            if (step != null) {
                steps.add(step);
            }
        }
        return new Plan(
                whole.neededText("name", LONGEST_NAME),
                steps,
                window(whole.part("window")),
                stopOn(whole),
                TrackingSwitch.of(whole.choice("tracking", Set.of("on", "off", "default"), "default")));
    }

    private static Set<StopOn> stopOn(ModelPart whole) {
        if (!whole.has("stopOn")) {
            return EnumSet.allOf(StopOn.class);
        }
        Set<StopOn> stops = EnumSet.noneOf(StopOn.class);
        for (String word : whole.texts("stopOn", 10, 40)) {
            switch (word) {
                case "answer" -> stops.add(StopOn.ANSWER);
                case "meeting" -> stops.add(StopOn.MEETING);
                case "none" -> {}
                default ->
                    whole.refuse(
                            "stopOn",
                            "is answer, meeting, both or none; bounces, opting out and closed leads always stop it");
            }
        }
        return stops;
    }

    private static Plan.Window window(ModelPart part) {
        part.only(Set.of("days", "from", "to", "holidays"));
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : part.texts("days", 7, 20)) {
            Arrays.stream(DayOfWeek.values())
                    .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(days::add, () -> part.refuse("days", "are days of the week, such as monday"));
        }
        LocalTime from = time(part, "from", LocalTime.of(9, 0));
        LocalTime to = time(part, "to", LocalTime.of(17, 0));
        if (!to.isAfter(from.plusMinutes(29)) || from.plusMinutes(29).isBefore(from)) {
            part.refuse("to", "must be at least half an hour after from, on the same day: nothing would ever be sent");
        }
        return new Plan.Window(days.isEmpty() ? WORKING_DAYS : days, from, to, part.flag("holidays"));
    }

    private static LocalTime time(ModelPart part, String member, LocalTime otherwise) {
        String text = part.text(member, 20);
        try {
            return text == null ? otherwise : LocalTime.parse(text);
        } catch (DateTimeException strange) {
            part.refuse(member, "must be a time such as 09:00");
            return otherwise;
        }
    }

    private @Nullable Step step(ModelPart part, String id, String following) {
        if (!id.matches("[a-z0-9][a-z0-9-]*") || id.equals(Step.END)) {
            part.refuse("id", "must be small letters, digits and hyphens, and not “end”");
        }
        String next = Objects.requireNonNullElse(part.text("next", 40), following);
        if (!part.has("type")) {
            part.refuse("type", "is missing");
            return null;
        }
        return switch (part.choice("type", Set.of("mail", "task", "wait", "branch"), "")) {
            case "mail" -> mail(part, id, next);
            case "task" -> {
                part.only(Set.of("id", "type", "next", "title", "text", "businessDays"));
                yield new Step.Task(
                        id,
                        filled(part, "title", LONGEST_TITLE, true),
                        filled(part, "text", LONGEST_TEXT, false),
                        part.whole("businessDays", 0, 60, 1),
                        next);
            }
            case "wait" -> wait(part, id, next);
            case "branch" -> branch(part, id, following);
            default -> null;
        };
    }

    private Step mail(ModelPart part, String id, String next) {
        part.only(Set.of("id", "type", "next", "template", "templateVersion", "templateName"));
        UUID template = new UUID(0, 0);
        try {
            template = UUID.fromString(part.neededText("template", 40));
        } catch (IllegalArgumentException strange) {
            if (part.has("template")) {
                part.refuse("template", "the team has no such template");
            }
            return new Step.Mail(id, template, 1, "", next);
        }
        Letter letter = letters.apply(template);
        if (letter != null) {
            return new Step.Mail(id, template, letter.version(), letter.name(), next);
        }
        if (!part.has("templateVersion")) {
            part.refuse("template", "the team has no such template");
        }
        String name = part.text("templateName", 200);
        return new Step.Mail(
                id, template, part.whole("templateVersion", 1, Integer.MAX_VALUE, 1), name == null ? "" : name, next);
    }

    private static Step wait(ModelPart part, String id, String next) {
        part.only(Set.of("id", "type", "next", "businessDays", "businessHours"));
        if (part.has("businessDays") == part.has("businessHours")) {
            part.refuse("businessDays", "give either business days or business hours");
        }
        int days = part.has("businessDays") ? days(part) : 0;
        int hours = part.has("businessHours") ? part.whole("businessHours", 1, 200, 1) : 0;
        return new Step.Wait(id, days, hours, next);
    }

    private static int days(ModelPart part) {
        if (!part.has("businessDays")) {
            part.refuse("businessDays", "is missing: how long it waits");
            return 1;
        }
        return part.whole("businessDays", 1, LONGEST_WAIT, 1);
    }

    private static Step branch(ModelPart part, String id, String following) {
        part.only(Set.of("id", "type", "on", "link", "businessDays", "then", "else"));
        if (!part.has("on")) {
            part.refuse("on", "is missing");
        }
        String on = part.choice("on", Set.of("opened", "clicked", "answered"), "opened");
        String link = part.text("link", 200);
        if (link != null && !on.equals("clicked")) {
            part.refuse("link", "is for branches on a click");
        }
        return new Step.Branch(
                id,
                Step.Sign.valueOf(on.toUpperCase(Locale.ROOT)),
                link == null ? "" : link.toLowerCase(Locale.ROOT),
                days(part),
                Objects.requireNonNullElse(part.text("then", 40), following),
                Objects.requireNonNullElse(part.text("else", 40), following));
    }

    private static String filled(ModelPart part, String member, int atMost, boolean needed) {
        String text = needed ? part.neededText(member, atMost) : part.text(member, atMost);
        if (text == null) {
            return "";
        }
        List<String> unknown = OpenTasks.unknownIn(text);
        if (!unknown.isEmpty()) {
            part.refuse(
                    member,
                    "holds " + String.join(", ", unknown.stream().limit(5).toList())
                            + ", which is no placeholder here; there are {lead.company}, {lead.name}, {lead.owner}");
        }
        return text;
    }
}
