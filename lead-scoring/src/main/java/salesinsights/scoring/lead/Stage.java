package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far work on a lead has come; lower case on the wire. */
public enum Stage {
    NEW,
    ATTEMPTING,
    CONNECTED,
    QUALIFIED,
    DISQUALIFIED;

    /** Reads the wire's spelling, in any case. */
    @JsonCreator
    public static Stage of(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "no such stage; there are new, attempting, connected, qualified, disqualified", unknown);
        }
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
