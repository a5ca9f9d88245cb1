package salesinsights.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoringPreviews;

/** What rules make of real leads; {@code wrong} says why nothing can be shown. */
record PreviewScreen(List<Row> rows, @Nullable String wrong) {
    PreviewScreen {
        rows = List.copyOf(rows);
    }

    /** A lead. */
    record Row(String id, String title, int before, int after, String change, String tone) {}

    static PreviewScreen of(List<ScoringPreviews.Row> leads) {
        List<Row> rows = new ArrayList<>();
        for (ScoringPreviews.Row lead : leads) {
            double change = lead.pointsAfter() - lead.pointsBefore();
            boolean same = Math.abs(change) < 0.05;
            rows.add(new Row(
                    lead.lead().toString(),
                    lead.title(),
                    lead.before(),
                    lead.after(),
                    same
                            ? "same"
                            : (change > 0 ? "+" : "\u2212")
                                    + String.format(Locale.ROOT, "%.1f points", Math.abs(change)),
                    same ? "" : change > 0 ? "plus" : "minus"));
        }
        return new PreviewScreen(rows, null);
    }
}
