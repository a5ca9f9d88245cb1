package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * Why a lead is not in a worklist for now.
 *
 * @param until when it comes back by itself, by the database's clock
 */
public record Rest(Kind kind, Instant until) {
    /** What somebody did. */
    public enum Kind {
        /** Put off, for everybody. */
        SNOOZED,
        /** Not today, for one person. */
        SKIPPED,
        /** Done for today, for one person; comes back at once when the lead does something. */
        DONE;

        /** Lower case. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
