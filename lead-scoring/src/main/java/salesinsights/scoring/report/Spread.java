package salesinsights.scoring.report;

import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A quantile of something measured, with what it rests on.
 *
 * @param metric id in the dictionary
 * @param unit of the three values
 * @param n how many were measured
 * @param value null if nothing was measured
 * @param low lower end of the 95 % interval, null as {@code value}
 * @param high upper end of it
 */
public record Spread(
        String metric,
        Unit unit,
        long n,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high) {
    /**
     * The shares of a quantile and of the ends of its interval: the measured values that stand where the Wilson interval
     * of the share ends, which holds whatever the distribution is (Conover, Practical Nonparametric Statistics, 3.2).
     */
    static List<Double> ranks(double quantile, long n) {
        Figure share = Figure.of("rank", Math.round(quantile * n), Math.max(n, 1));
        return List.of(quantile, or(share.low(), quantile), or(share.high(), quantile));
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    /** Of values that were counted: how many had each. */
    static Spread of(Metric metric, double quantile, NavigableMap<Double, Long> counted) {
        long n = counted.values().stream().mapToLong(Long::longValue).sum();
        if (n == 0) {
            return new Spread(metric.id(), metric.unit(), 0, null, null, null);
        }
        List<Double> ranks = ranks(quantile, n);
        return new Spread(
                metric.id(),
                metric.unit(),
                n,
                at(ranks.get(0), n, counted),
                at(ranks.get(1), n, counted),
                at(ranks.get(2), n, counted));
    }

    /** The smallest value that so large a share does not exceed. */
    private static double at(double share, long n, NavigableMap<Double, Long> counted) {
        long seen = 0;
        for (var value : counted.entrySet()) {
            seen += value.getValue();
            if (seen >= share * n) {
                return value.getKey();
            }
        }
        return counted.lastKey();
    }
}
