package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import salesinsights.tracking.ground.Problem;

/** How far a follow-up task has come. */
public enum FollowUpStatus {
    OPEN,
    /** Put off; opens again by itself when it is due. */
    SNOOZED,
    DONE,
    /** Somebody decided against it. */
    DISMISSED,
    /** What it was about went away: the lead read or answered, or a newer message went out. */
    CANCELLED;

    /**
     * As a request names it, in lower case.
     *
     * @throws Problem 400 at the field {@code status}
     */
    public static FollowUpStatus parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("status", "one of open, snoozed, done, dismissed, cancelled"));
    }

    /** Lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
