package salesinsights.scoring.score;

/**
 * Where tiers and grades begin for a team's leads at this moment, all in points.
 *
 * @param hot from which points on a lead is hot; {@code warm} is not more
 * @param a fit points from which a lead is an A; {@code b} and {@code c} are less
 */
public record Lines(double hot, double warm, double a, double b, double c) {
    /** From where a tier begins; the coldest has no end. */
    double from(Tier tier) {
        return switch (tier) {
            case HOT -> hot;
            case WARM -> warm;
            case COLD -> Double.NEGATIVE_INFINITY;
        };
    }

    /** Where the next warmer tier begins; the hottest has no end. */
    double below(Tier tier) {
        return switch (tier) {
            case HOT -> Double.POSITIVE_INFINITY;
            case WARM -> hot;
            case COLD -> warm;
        };
    }

    /** From how many fit points on; the worst has no end. */
    double from(Grade grade) {
        return switch (grade) {
            case A -> a;
            case B -> b;
            case C -> c;
            case D -> Double.NEGATIVE_INFINITY;
        };
    }

    /** Where the next better grade begins; the best has no end. */
    double below(Grade grade) {
        return switch (grade) {
            case A -> Double.POSITIVE_INFINITY;
            case B -> a;
            case C -> b;
            case D -> c;
        };
    }

    Tier tier(double points) {
        if (points >= hot) {
            return Tier.HOT;
        }
        return points >= warm ? Tier.WARM : Tier.COLD;
    }

    Grade grade(double fit) {
        if (fit >= a) {
            return Grade.A;
        }
        if (fit >= b) {
            return Grade.B;
        }
        return fit >= c ? Grade.C : Grade.D;
    }
}
