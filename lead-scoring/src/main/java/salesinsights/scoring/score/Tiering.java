package salesinsights.scoring.score;

/** By what a model tells hot from warm and warm from cold. */
sealed interface Tiering {
    /**
     * By fixed lines on the scale that people see.
     *
     * @param hot from which score on, 1 to 100
     * @param warm from which score on, less than {@code hot}
     */
    record Absolute(int hot, int warm) implements Tiering {}

    /** The best quarter of the open leads that the model scores is hot, the rest of the better half warm. */
    record Quartiles() implements Tiering {}
}
