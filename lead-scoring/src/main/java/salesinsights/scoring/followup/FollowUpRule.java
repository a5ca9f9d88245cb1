package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a task came to be. */
public enum FollowUpRule {
    /** A message was not read within so many business days. */
    NOT_READ,
    /** The lead's score crossed the line to hot. */
    HOT,
    /** The address does not exist (any more). */
    BOUNCED;

    /** Lower case with hyphens: {@code not-read}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
