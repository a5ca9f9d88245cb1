package salesinsights.scoring.score;

/** How well a lead fits what we sell to, from its fit points alone. */
public enum Grade {
    A,
    B,
    C,
    D;

    /** A from 10 points, B from 7, C from 4, D below. */
    public static Grade of(double fit) {
        if (fit >= 10) {
            return A;
        }
        if (fit >= 7) {
            return B;
        }
        return fit >= 4 ? C : D;
    }
}
