package salesinsights.tracking.outgoing;

/** No usable answer from outside. The message is a sentence for administrators. */
public final class NoAnswer extends Exception {
    public NoAnswer(String sentence) {
        super(sentence);
    }

    /** What went wrong. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
