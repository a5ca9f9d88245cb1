package salesinsights.scoring.score;

/**
 * Where a lead stands at one moment.
 *
 * @param points sum of its ledger as faded to then
 * @param fit the part of them that does not fade
 * @param lines where tiers and grades begin for its team
 */
public record Standing(double points, double fit, Lines lines) {
    private static final double HALFWAY = 50;

    /**
     * 0 to 100 for display: {@code 100 (1 - 2^(-points / 50))}, so that 50 points show as 50, 100 as 75, and more never
     * leaves the scale; what is below zero shows as 0.
     */
    public int score() {
        return display(points);
    }

    /** {@link #score} of points. */
    static int display(double points) {
        return (int) Math.round(100 * (1 - Math.pow(2, -Math.max(0, points) / HALFWAY)));
    }

    /** The points from which a score is shown as at least {@code score}. */
    static double pointsOf(int score) {
        return -HALFWAY * Math.log(1 - (score - 0.5) / 100) / Math.log(2);
    }

    public Tier tier() {
        return lines.tier(points);
    }

    public Grade grade() {
        return lines.grade(fit);
    }
}
