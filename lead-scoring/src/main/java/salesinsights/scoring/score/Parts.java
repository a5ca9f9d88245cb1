package salesinsights.scoring.score;

import java.time.Instant;

/**
 * A row of table lead_score as numbers: what is left of it at any later moment, exactly as the database's function
 * works it out.
 *
 * @param fades half-life in seconds; below zero, microseconds in which the part falls to nothing in a straight line
 */
record Parts(double fit, double asOfSeconds, double[] points, double[] fades) {
    private static final double MICROS = 1e6;

    /** As column {@code brief} has it. */
    static Parts of(Double[] brief) {
        int parts = (brief.length - 2) / 2;
        double[] points = new double[parts];
        double[] fades = new double[parts];
        for (int i = 0; i < parts; i++) {
            points[i] = brief[2 + i];
            fades[i] = brief[2 + parts + i];
        }
        return new Parts(brief[0], brief[1], points, fades);
    }

    static double seconds(Instant moment) {
        return moment.getEpochSecond() + moment.getNano() / 1e9;
    }

    /** The score; before {@code asOf} what it was then. */
    double at(double seconds) {
        double sum = fit;
        for (int i = 0; i < points.length; i++) {
            sum += left(i, seconds);
        }
        return sum;
    }

    /** What no score from {@code asOf} on is higher than. */
    double bound() {
        double sum = fit;
        for (double part : points) {
            sum += Math.max(0, part);
        }
        return sum;
    }

    private double left(int part, double seconds) {
        double gone = Math.max(0, seconds - asOfSeconds);
        double fade = fades[part];
        return points[part] * (fade > 0 ? Math.exp(-Math.log(2) * gone / fade) : Math.max(0, 1 + gone * MICROS / fade));
    }

    /** The same score from {@code seconds} on, written as of then; its bound is lower. */
    Parts rebased(double seconds) {
        double[] left = new double[points.length];
        double[] fading = fades.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] = left(i, seconds);
            if (fading[i] < 0) {
                fading[i] = Math.min(-1, fading[i] + Math.max(0, seconds - asOfSeconds) * MICROS);
            }
        }
        return new Parts(fit, Math.max(seconds, asOfSeconds), left, fading);
    }
}
