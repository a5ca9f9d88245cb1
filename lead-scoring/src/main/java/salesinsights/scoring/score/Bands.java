package salesinsights.scoring.score;

/**
 * Where tiers and grades begin, by a model.
 *
 * @param a fit points from which a lead is an A; {@code b} and {@code c} are less, whatever is below is a D
 */
record Bands(Tiering tiers, double a, double b, double c) {
    private static final Tiering.Absolute SHIPPED_TIERS = new Tiering.Absolute(60, 25);

    /** Of models that say nothing of them: hot from 60, warm from 25; A from 10 fit points, B from 7, C from 4. */
    static final Bands SHIPPED = new Bands(SHIPPED_TIERS, 10, 7, 4);

    /** Before quartiles were worked out for the first time: as shipped. */
    Lines lines() {
        Tiering.Absolute lines = tiers instanceof Tiering.Absolute given ? given : SHIPPED_TIERS;
        return new Lines(Standing.pointsOf(lines.hot()), Standing.pointsOf(lines.warm()), a, b, c);
    }

    /**
     * With quartiles as they were worked out; fixed lines stay. A lead without points is cold even where most have none.
     *
     * @param hot the upper quartile in points
     * @param warm the median
     */
    Lines lines(double hot, double warm) {
        if (tiers instanceof Tiering.Absolute) {
            return lines();
        }
        double something = Standing.pointsOf(1);
        return new Lines(Math.max(hot, something), Math.max(warm, something), a, b, c);
    }
}
