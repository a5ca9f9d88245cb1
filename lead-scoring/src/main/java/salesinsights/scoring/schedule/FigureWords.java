package salesinsights.scoring.schedule;

import java.util.Locale;
import salesinsights.scoring.report.Figure;

/** A share in words: with what it rests on, and its interval. */
final class FigureWords {
    private FigureWords() {}

    /** Such as {@code 12.3 % (41 of 333; 95 % interval 9.2 to 16.3 %)}. */
    static String of(Figure figure) {
        return figure.rate() == null
                ? "nobody counted"
                : rate(figure) + " (" + figure.numerator() + " of " + figure.denominator() + "; 95 % interval "
                        + interval(figure) + ")";
    }

    static String rate(Figure figure) {
        Double rate = figure.rate();
        return rate == null ? "–" : String.format(Locale.ENGLISH, "%.1f %%", rate * 100);
    }

    static String interval(Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? ""
                : String.format(Locale.ENGLISH, "%.1f to %.1f %%", low * 100, high * 100);
    }
}
