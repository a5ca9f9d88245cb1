package salesinsights.ui.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.Spread;
import salesinsights.scoring.report.Unit;

/**
 * A figure with everything that it rests on, in words.
 *
 * @param change against the period before; null if there is nothing to compare with
 */
public record Shown(
        String id,
        String title,
        String rate,
        String interval,
        String count,
        String definition,
        @Nullable String change) {
    static Shown of(Metric metric, Figure figure) {
        return of(metric, figure, null);
    }

    static Shown of(Metric metric, Figure figure, @Nullable Figure before) {
        return new Shown(
                metric.id(),
                metric.title(),
                percent(figure.rate()),
                between(figure),
                "%,d of %,d".formatted(figure.numerator(), figure.denominator()),
                metric.formula() + ". " + metric.exclusions(),
                before == null ? null : change(figure, before));
    }

    static Shown of(Metric metric, Spread spread) {
        Double value = spread.value();
        Double low = spread.low();
        Double high = spread.high();
        String unit = spread.unit() == Unit.SECONDS ? "s" : "min";
        return new Shown(
                metric.id(),
                metric.title(),
                value == null ? "\u2013" : plain(value) + "\u202f" + unit,
                low == null || high == null
                        ? "nothing measured yet"
                        : plain(low) + " \u2013 " + plain(high) + "\u202f" + unit,
                "n = %,d".formatted(spread.n()),
                metric.formula() + ". " + metric.exclusions(),
                null);
    }

    /** In percentage points, and whether it may be chance. */
    private static @Nullable String change(Figure now, Figure before) {
        if (now.rate() == null || before.rate() == null || now.low() == null || before.low() == null) {
            return null;
        }
        double points = (now.rate() - before.rate()) * 100;
        boolean apart = now.low() > high(before) || before.low() > high(now);
        return String.format(
                Locale.ROOT,
                "%s%.1f points against %s before%s",
                points < 0 ? "\u2212" : "+",
                Math.abs(points),
                percent(before.rate()),
                apart ? "" : ", which may be chance");
    }

    private static double high(Figure figure) {
        Double high = figure.high();
        return high == null ? 1 : high;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : String.format(Locale.ROOT, "%,.1f", value);
    }

    static String percent(@Nullable Double rate) {
        return rate == null ? "\u2013" : String.format(Locale.ROOT, "%.1f\u202f%%", rate * 100);
    }

    static String between(Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? "nobody to count yet"
                : String.format(Locale.ROOT, "%.1f \u2013 %.1f\u202f%%", low * 100, high * 100);
    }
}
