package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** The sender's own switch; on never overrules what policy and recipient allow. */
public enum TrackingSwitch {
    ON,
    OFF,
    /** As the team has it. */
    DEFAULT;

    /**
     * {@code on}, {@code off} or {@code default}; nothing is default.
     *
     * @throws Problem for any other word
     */
    @JsonCreator
    public static TrackingSwitch of(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return DEFAULT;
        }
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "on" -> ON;
            case "off" -> OFF;
            case "default" -> DEFAULT;
            default -> throw Problem.invalid("tracking", "is on, off or default");
        };
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
