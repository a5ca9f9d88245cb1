package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How warm a lead is; where each begins is part of the model: see {@link Bands}. */
public enum Tier {
    HOT,
    WARM,
    COLD;

    /** Reads the wire's spelling, in any case. */
    @JsonCreator
    public static Tier named(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("no such tier; there are hot, warm, cold", unknown);
        }
    }

    /** The name on the wire, lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
