package salesinsights.scoring.report;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One figure with what it rests on.
 *
 * @param metric id in the dictionary
 * @param n how many people the share is taken of; the same as the denominator
 * @param rate 0 to 1; null if nobody is in the denominator, which is not the same as nought
 * @param low lower end of the 95 % Wilson interval, null as {@code rate}
 * @param high upper end of it
 */
public record Figure(
        String metric,
        long n,
        long numerator,
        long denominator,
        @Nullable Double rate,
        @Nullable Double low,
        @Nullable Double high) {
    private static final double ERROR_RATE = 0.05;

    /**
     * The share with its interval.
     *
     * @throws IllegalArgumentException if the numerator is not within 0 and the denominator
     */
    static Figure of(String metric, long numerator, long denominator) {
        if (numerator < 0 || numerator > denominator) {
            throw new IllegalArgumentException(metric + " of " + numerator + " in " + denominator);
        }
        if (denominator == 0) {
            return new Figure(metric, 0, 0, 0, null, null, null);
        }
        Interval wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(denominator), Math.toIntExact(numerator), ERROR_RATE);
        double rate = (double) numerator / denominator;
        // At the very ends the library's last bits lie outside.
        double low = Math.clamp(wilson.getLowerBound(), 0, rate);
        double high = Math.clamp(wilson.getUpperBound(), rate, 1);
        return new Figure(metric, denominator, numerator, denominator, rate, low, high);
    }
}
