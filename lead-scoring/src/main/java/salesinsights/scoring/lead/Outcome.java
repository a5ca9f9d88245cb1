package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a lead ended; lower case on the wire. */
public enum Outcome {
    WON,
    LOST;

    /** Reads {@code won} and {@code lost} and what exports say instead: 1/0, yes/no, true/false, in any case. */
    @JsonCreator
    public static Outcome of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "won", "1", "yes", "true" -> WON;
            case "lost", "0", "no", "false" -> LOST;
            default ->
                throw new IllegalArgumentException(
                        "no such outcome; there are won and lost (or 1/0, yes/no, true/false)");
        };
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
