package salesinsights.scoring.prediction;

import java.util.List;

/**
 * What calibration makes of log-odds: straight pieces that always rise, so that the order of leads stays as it is.
 *
 * @param shift where zero goes
 * @param slopes below the first knot, between knots, above the last; all positive
 */
record Bend(double shift, List<Double> slopes) {
    /** Where one piece ends and the next begins, in log-odds: 5, 18, 38, 62, 82 and 95 percent. */
    static final List<Double> KNOTS = List.of(-3.0, -1.5, -0.5, 0.5, 1.5, 3.0);

    /** Leaves everything as it is. */
    static final Bend NONE = new Bend(0, List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0));

    Bend {
        slopes = List.copyOf(slopes);
    }

    double at(double logOdds) {
        double sum = shift + slopes.getFirst() * logOdds;
        for (int i = 0; i < KNOTS.size(); i++) {
            sum += (slopes.get(i + 1) - slopes.get(i)) * Math.max(0, logOdds - KNOTS.get(i));
        }
        return sum;
    }

    Bend shifted(double by) {
        return new Bend(shift + by, slopes);
    }

    /** Half of this and half of leaving everything as it is. */
    Bend halved() {
        return new Bend(shift / 2, slopes.stream().map(slope -> (1 + slope) / 2).toList());
    }

    /** True if more log-odds never become hardly any more. */
    boolean rises() {
        return slopes.stream().allMatch(slope -> slope > 0.1 && slope < 10);
    }
}
