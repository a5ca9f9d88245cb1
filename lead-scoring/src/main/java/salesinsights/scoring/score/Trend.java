package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a score is going: now against a week ago. */
public enum Trend {
    IMPROVING,
    STEADY,
    DECLINING,
    /** Nothing happened, or nothing before this week. */
    NOT_ENOUGH;

    /**
     * @param before engagement points a week ago, {@code now} those of this moment
     * @param seenBefore true if anything had happened by then
     */
    static Trend of(double before, double now, boolean seenBefore) {
        if (!seenBefore) {
            return NOT_ENOUGH;
        }
        // Fading alone halves most points in one to four weeks; a fifth is what a quiet week of a warm lead costs.
        double change = now - before;
        double noticeable = Math.max(1, 0.2 * Math.abs(before));
        if (change >= noticeable) {
            return IMPROVING;
        }
        return change <= -noticeable ? DECLINING : STEADY;
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
