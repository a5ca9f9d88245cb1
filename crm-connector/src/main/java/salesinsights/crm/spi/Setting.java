package salesinsights.crm.spi;

/**
 * One thing to state when connecting.
 *
 * @param name of the setting, {@code url}
 * @param label for people
 * @param hint an example or a sentence, empty if the label says all
 */
public record Setting(String name, String label, Type type, boolean required, String hint) {
    /** How it is asked for. */
    public enum Type {
        TEXT,
        URL
    }
}
