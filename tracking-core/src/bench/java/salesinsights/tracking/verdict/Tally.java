package salesinsights.tracking.verdict;

/** How often a method was right about people. */
final class Tally {
    private long right;
    private long wronglyPerson;
    private long missed;

    void add(boolean person, boolean saidPerson) {
        if (person && saidPerson) {
            right++;
        } else if (saidPerson) {
            wronglyPerson++;
        } else if (person) {
            missed++;
        }
    }

    void add(Tally other) {
        right += other.right;
        wronglyPerson += other.wronglyPerson;
        missed += other.missed;
    }

    double precision() {
        return right + wronglyPerson == 0 ? 1 : (double) right / (right + wronglyPerson);
    }

    double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** The harmonic mean of both. */
    double f1() {
        return 2 * precision() * recall() / (precision() + recall());
    }

    long people() {
        return right + missed;
    }
}
