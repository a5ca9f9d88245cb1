package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an enrolment ended before its last step. */
public enum Cause {
    ANSWERED("Answered"),
    MEETING("A meeting was booked"),
    BOUNCED("Mail came back"),
    OPTED_OUT("Does not want mail"),
    CLOSED("The lead was closed"),
    NO_ADDRESS("The lead has no address any more"),
    BY_HAND("Stopped by a colleague"),
    WITHDRAWN("What it was enrolled for turned out not to be so"),
    RETIRED("The sequence was retired"),
    FAILED("A step could not be done");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** As REST names it: {@code opted-out}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
