package salesinsights.crm.spi;

/**
 * One thing that a set-up makes or made.
 *
 * @param what such as {@code field "Sales Insights score"}
 * @param sentence why it was refused and what to do, empty otherwise
 */
public record SetUpStep(String what, State state, String sentence) {
    /** How far it is. */
    public enum State {
        MISSING,
        THERE,
        MADE,
        REFUSED
    }
}
