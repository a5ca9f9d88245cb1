package salesinsights.ui.lead;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.prediction.PredictionView;

/**
 * How likely the lead is to be won, ready to be shown.
 *
 * @param percent null if nothing is said, for the reason in {@code why}
 * @param sum the log-odds that all lines add up to, with sign
 */
record WinCard(
        @Nullable Integer percent,
        @Nullable String why,
        @Nullable Integer version,
        String base,
        String sum,
        List<Line> lines) {
    WinCard {
        lines = List.copyOf(lines);
    }

    /** What one source adds, with sign. */
    record Line(String source, @Nullable String value, String worth, boolean positive) {}

    static WinCard of(PredictionView view) {
        Double probability = view.probability();
        Double base = view.base();
        Double logOdds = view.logOdds();
        if (probability == null || base == null || logOdds == null) {
            return new WinCard(null, view.why(), null, "", "", List.of());
        }
        return new WinCard(
                (int) Math.round(probability * 100),
                null,
                view.modelNumber(),
                signed(base),
                signed(logOdds),
                view.reasons().stream()
                        .map(reason ->
                                new Line(reason.source(), reason.value(), signed(reason.worth()), reason.worth() >= 0))
                        .toList());
    }

    private static String signed(double worth) {
        return String.format(Locale.ROOT, "%+.2f", worth).replace('-', '\u2212');
    }
}
