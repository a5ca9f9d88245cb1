package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Where a value of a lead comes from: a column that an import brought, one of the lead's own fields, or its behaviour.
 *
 * @param signal null for a column
 */
record Source(String column, @Nullable Signal signal) {
    /** The points of the rule score. */
    static final Source RULES = new Source("Rule score", null);

    static Source of(Signal signal) {
        return new Source(signal.label(), signal);
    }

    static Source of(String column) {
        return new Source(column, null);
    }

    @JsonIgnore
    Signal.Direction direction() {
        return signal == null ? Signal.Direction.ANY : signal.direction();
    }
}
