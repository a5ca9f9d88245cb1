package salesinsights.ui.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.sequence.EnrolmentView;
import salesinsights.scoring.sequence.SequenceFigures;
import salesinsights.scoring.sequence.SequenceState;
import salesinsights.scoring.sequence.SequenceView;
import salesinsights.ui.page.When;

/**
 * A sequence with what came of it.
 *
 * @param mayEdit true for those who may change it
 * @param wrong what could not be done, "" if nothing
 */
record SequenceScreen(
        SequenceView sequence,
        List<Line> steps,
        SequenceFigures figures,
        List<Row> rows,
        @Nullable String next,
        String shown,
        List<Saved> versions,
        boolean mayEdit,
        String wrong) {
    SequenceScreen {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
        versions = List.copyOf(versions);
    }

    /** A step with its figures: of a mail opens, clicks and answers. */
    record Line(
            int number, String id, String title, String detail, long done, long here, long ended, List<Share> shares) {}

    /** A share with what it rests on. */
    record Share(String title, String rate, String rests) {}

    record Row(
            String id,
            String lead,
            String name,
            String state,
            String tone,
            String step,
            @Nullable When when,
            String by,
            String said,
            boolean running) {}

    record Saved(int version, String by, When at) {}

    static SequenceScreen of(
            SequenceView sequence,
            SequenceFigures figures,
            EnrolmentView.Page page,
            List<SequenceView.Version> versions,
            String shown,
            boolean mayEdit,
            Instant now,
            String wrong) {
        List<Line> lines = lines(sequence, figures);
        Map<String, String> titles = lines.stream()
                .collect(Collectors.toMap(Line::id, line -> line.number() + ". " + line.title(), (one, same) -> one));
        return new SequenceScreen(
                sequence,
                lines,
                figures,
                page.items().stream().map(one -> row(one, titles, now)).toList(),
                page.next() == null
                        ? null
                        : "/sequences/" + sequence.id() + "?state=" + shown + "&after=" + page.next(),
                shown,
                versions.stream()
                        .map(one -> new Saved(one.version(), one.savedBy(), When.of(one.savedAt(), now)))
                        .toList(),
                mayEdit,
                wrong);
    }

    private static Row row(EnrolmentView one, Map<String, String> titles, Instant now) {
        boolean running = one.endedAt() == null;
        String tone = switch (one.state()) {
            case "done" -> "good";
            case "failed" -> "bad";
            case "stopped", "paused" -> "careful";
            default -> "";
        };
        return new Row(
                one.id().toString(),
                one.lead().toString(),
                one.leadName(),
                one.state(),
                tone,
                titles.getOrDefault(one.step(), one.step()),
                When.ofNullable(running ? one.dueAt() : one.endedAt(), now),
                one.enrolledBy(),
                one.said() == null ? "" : one.said(),
                running);
    }

    private static List<Line> lines(SequenceView sequence, SequenceFigures figures) {
        Map<String, SequenceFigures.StepFigures> byId = figures.steps().stream()
                .collect(Collectors.toMap(SequenceFigures.StepFigures::id, Function.identity()));
        List<JsonNode> steps = new ArrayList<>();
        sequence.definition().path("steps").forEach(steps::add);
        Map<String, Integer> numbers = new java.util.HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            numbers.put(steps.get(i).path("id").asText(), i + 1);
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode step : steps) {
            String id = step.path("id").asText();
            SequenceFigures.StepFigures of = java.util.Objects.requireNonNull(byId.get(id));
            lines.add(new Line(
                    numbers.getOrDefault(id, 0),
                    id,
                    title(step),
                    detail(step, numbers, of),
                    of.done(),
                    of.here(),
                    of.ended(),
                    of.figures().stream().map(SequenceScreen::share).toList()));
        }
        return lines;
    }

    private static String title(JsonNode step) {
        return switch (step.path("type").asText()) {
            case "mail" -> "Mail “" + step.path("templateName").asText() + "”";
            case "task" -> "Task: " + step.path("title").asText();
            case "wait" -> "Wait " + span(step);
            default -> "Branch";
        };
    }

    private static String span(JsonNode step) {
        boolean hours = step.has("businessHours");
        int n = step.path(hours ? "businessHours" : "businessDays").asInt();
        return n + (hours ? " working hour" : " business day") + (n == 1 ? "" : "s");
    }

    private static String detail(JsonNode step, Map<String, Integer> numbers, SequenceFigures.StepFigures of) {
        if (!step.path("type").asText().equals("branch")) {
            String next = step.path("next").asText();
            boolean follows = numbers.getOrDefault(next, 0)
                    == numbers.getOrDefault(step.path("id").asText(), 0) + 1;
            boolean last =
                    next.equals("end") && numbers.getOrDefault(step.path("id").asText(), 0) == numbers.size();
            return follows || last ? "" : "then " + to(next, numbers);
        }
        String link = step.has("link") ? " a link with “" + step.path("link").asText() + "”" : "";
        return "If " + step.path("on").asText() + link + " within " + span(step) + " "
                + to(step.path("then").asText(), numbers)
                + (of.yes() == null ? "" : " (" + of.yes() + ")") + ", else "
                + to(step.path("else").asText(), numbers)
                + (of.yes() == null ? "" : " (" + (of.done() - of.yes()) + ")") + ".";
    }

    private static String to(String id, Map<String, Integer> numbers) {
        return id.equals("end") ? "to the end" : "to step " + numbers.getOrDefault(id, 0);
    }

    private static Share share(Figure figure) {
        String title = switch (figure.metric()) {
            case "delivery-rate" -> "delivered";
            case "unique-open-rate" -> "opened";
            case "click-rate" -> "clicked";
            default -> "answered";
        };
        Double rate = figure.rate();
        Double low = figure.low();
        Double high = figure.high();
        return rate == null || low == null || high == null
                ? new Share(title, "–", "nobody counted")
                : new Share(
                        title,
                        String.format(Locale.ENGLISH, "%.0f %%", rate * 100),
                        String.format(
                                Locale.ENGLISH,
                                "%d of %d, %.0f–%.0f %%",
                                figure.numerator(),
                                figure.denominator(),
                                low * 100,
                                high * 100));
    }

    public boolean paused() {
        return sequence.state() == SequenceState.PAUSED;
    }

    public boolean retired() {
        return sequence.state() == SequenceState.RETIRED;
    }
}
