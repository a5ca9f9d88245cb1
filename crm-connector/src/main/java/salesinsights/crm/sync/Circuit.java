package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a connection is guarded against a CRM that fails. It is made of table crm_sync ({@code failures}, {@code rest_until}),
 * not of a breaker in memory, so that a restart or a second process does not close it.
 */
public enum Circuit {
    /** Calls go through. */
    CLOSED,
    /** Failures in a row: every call is one record, after a rest that doubles up to five minutes. */
    OPEN;

    private static final int FAILURES = 5;

    static Circuit after(int failures) {
        return failures < FAILURES ? CLOSED : OPEN;
    }

    /** Lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
