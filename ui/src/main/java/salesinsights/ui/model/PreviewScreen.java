package salesinsights.ui.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoringPreviews;

/**
 * What rules make of real leads.
 *
 * @param words what was looked for; empty for the warmest
 * @param wrong why nothing can be shown
 */
record PreviewScreen(
        List<Row> rows,
        List<Row> risers,
        List<Row> fallers,
        String words,
        @Nullable String wrong) {
    PreviewScreen {
        rows = List.copyOf(rows);
        risers = List.copyOf(risers);
        fallers = List.copyOf(fallers);
    }

    /**
     * A lead.
     *
     * @param places such as "7 to 2"; empty if its place stays
     * @param rules which rules give it something else, in figures
     * @param now why it stands where it stands, {@code then} by the rules in question
     */
    record Row(
            String id,
            String title,
            int before,
            int after,
            String change,
            String tone,
            String places,
            String rules,
            String now,
            String then) {}

    static PreviewScreen refused(String words, String why) {
        return new PreviewScreen(List.of(), List.of(), List.of(), words, why);
    }

    static PreviewScreen of(ScoringPreviews.Trial trial, String words) {
        return new PreviewScreen(rows(trial.items()), rows(trial.risers()), rows(trial.fallers()), words, null);
    }

    private static List<Row> rows(List<ScoringPreviews.Row> leads) {
        return leads.stream().map(PreviewScreen::row).toList();
    }

    private static Row row(ScoringPreviews.Row lead) {
        double change = lead.pointsAfter() - lead.pointsBefore();
        boolean same = Math.abs(change) < 0.05;
        return new Row(
                lead.lead().toString(),
                lead.title(),
                lead.before(),
                lead.after(),
                same ? "same" : signed(change) + " points",
                same ? "" : change > 0 ? "plus" : "minus",
                lead.placeBefore() == lead.placeAfter() ? "" : lead.placeBefore() + " to " + lead.placeAfter(),
                String.join(
                        ", ",
                        lead.changes().stream()
                                .map(one -> one.rule() + " " + plain(one.before()) + " to " + plain(one.after()))
                                .toList()),
                String.join(" \u00b7 ", lead.reasonsBefore()),
                String.join(" \u00b7 ", lead.reasonsAfter()));
    }

    private static String signed(double points) {
        return (points > 0 ? "+" : "\u2212") + String.format(Locale.ROOT, "%.1f", Math.abs(points));
    }

    private static String plain(double points) {
        return points < -0.05 ? signed(points) : String.format(Locale.ROOT, "%.1f", Math.abs(points));
    }

    /** True if leads were looked for. */
    public boolean isLooking() {
        return !words.isBlank();
    }
}
