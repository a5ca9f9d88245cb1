package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import salesinsights.tracking.ground.Problem;

/** How new leads that no territory has find an owner. */
public enum AssignmentWay {
    /** They stay nobody's. */
    NOBODY,
    /** Each member in turn. */
    ROUND_ROBIN,
    /** Whoever has the fewest open leads. */
    LOAD;

    /** Lower case with hyphens: {@code round-robin}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * By its name on the wire.
     *
     * @throws Problem 400 at {@code way}
     */
    @JsonCreator
    public static AssignmentWay named(String text) {
        for (AssignmentWay way : values()) {
            if (way.wire().equals(text)) {
                return way;
            }
        }
        throw Problem.invalid("way", "is nobody, round-robin or load");
    }
}
