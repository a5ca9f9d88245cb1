package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a sequence stands. */
public enum SequenceState {
    ACTIVE,
    /** Nobody goes a step on until it is resumed. */
    PAUSED,
    /** Not offered any more. */
    RETIRED;

    /** As REST names it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
