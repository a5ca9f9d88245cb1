package salesinsights.scoring.report;

import java.util.Locale;

/** The estimated human open rate in a sentence: what it is taken from, and what it takes for granted. */
final class Estimate {
    private Estimate() {}

    /** For these counts. */
    static String inWords(Counts counts) {
        Figure figure = Metric.ESTIMATED_HUMAN_OPEN_RATE.of(counts);
        Double rate = figure.rate();
        Double low = figure.low();
        Double high = figure.high();
        if (rate == null || low == null || high == null) {
            return "Nobody's opening can be told, so that nothing is estimated.";
        }
        return String.format(
                Locale.ROOT,
                "Of %,d delivered, opening can be told for %,d (%.0f %%); %.1f %% of these opened in person, and if the"
                        + " others open alike, so do between %.1f and %.1f %% of all with 95 %% confidence. It assumes"
                        + " that people who are not tracked, and those behind a privacy proxy, open as often as the"
                        + " others, and one apart from the other.",
                counts.delivered(),
                counts.unmasked(),
                100.0 * counts.unmasked() / counts.delivered(),
                100 * rate,
                100 * low,
                100 * high);
    }
}
