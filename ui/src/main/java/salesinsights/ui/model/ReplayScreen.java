package salesinsights.ui.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.OutcomeCheck;
import salesinsights.scoring.score.ReplayReport;
import salesinsights.scoring.score.ReplayView;
import salesinsights.ui.page.When;

/**
 * What a replay found, as the page shows it.
 *
 * @param outdated true if the draft was changed since
 */
record ReplayScreen(ReplayView view, When asked, boolean outdated, Map<UUID, String> names) {
    static ReplayScreen of(ReplayView view, long edition, Map<UUID, String> names, Instant now) {
        return new ReplayScreen(view, When.of(view.askedAt(), now), view.edition() != edition, names);
    }

    /** A figure before and after. */
    record Pair(String title, String before, String after, String meaning) {}

    /** A lead that moves. */
    record MoveRow(
            String id, String name, int rankBefore, int rankAfter, int scoreBefore, int scoreAfter, boolean enters) {}

    public @Nullable ReplayReport report() {
        return view.report();
    }

    public String moved() {
        ReplayReport report = view.report();
        return report == null
                ? ""
                : "%,d of %,d open leads change their rank, by %.1f places on average."
                        .formatted(report.moved(), report.open(), report.meanMove());
    }

    public List<Pair> quality() {
        ReplayReport report = view.report();
        OutcomeCheck.Figures before = report == null ? null : report.judgedBefore();
        OutcomeCheck.Figures after = report == null ? null : report.judgedAfter();
        if (before == null || after == null) {
            return List.of();
        }
        return List.of(
                new Pair(
                        "AUC",
                        auc(before),
                        auc(after),
                        "The chance that a won lead stood above a lost one when it was decided; 0.5 is guessing."),
                new Pair(
                        "Lift at 10 %",
                        number(before.lift10()),
                        number(after.lift10()),
                        "How many times more of the best tenth were won than of all %,d decided leads."
                                .formatted(after.leads())));
    }

    private static String auc(OutcomeCheck.Figures figures) {
        return "%s (%s \u2013 %s)".formatted(number(figures.auc()), number(figures.low()), number(figures.high()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    public List<MoveRow> top() {
        return view.report() == null ? List.of() : rows(view.report().top());
    }

    public List<MoveRow> leaving() {
        return view.report() == null ? List.of() : rows(view.report().leaving());
    }

    public List<MoveRow> movers() {
        return view.report() == null ? List.of() : rows(view.report().movers());
    }

    private List<MoveRow> rows(List<ReplayReport.Move> moves) {
        return moves.stream()
                .filter(move -> names.containsKey(move.lead()))
                .map(move -> new MoveRow(
                        move.lead().toString(),
                        String.valueOf(names.get(move.lead())),
                        move.rankBefore(),
                        move.rankAfter(),
                        move.scoreBefore(),
                        move.scoreAfter(),
                        move.enters()))
                .toList();
    }

    public SpreadChart spread() {
        return view.report() == null
                ? SpreadChart.of(List.of(), List.of())
                : SpreadChart.of(view.report().before(), view.report().after());
    }
}
