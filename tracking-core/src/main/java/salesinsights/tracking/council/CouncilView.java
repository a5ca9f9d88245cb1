package salesinsights.tracking.council;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * How it stands with one team.
 *
 * @param minimum how many people a figure needs; null if the mode is off
 * @param from the team whose setting it is: this one or one above; null if the mode is off
 * @param proposal what waits for the other role
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CouncilView(
        TeamPath team,
        @Nullable Integer minimum,
        @Nullable TeamPath from,
        @Nullable Proposal proposal) {
    /**
     * What one role wants.
     *
     * @param minimum null to end the mode
     * @param proposedAs the role of the person, so that the other one has to confirm
     */
    public record Proposal(
            @Nullable Integer minimum,
            String proposedBy,
            String proposedAs,
            Instant proposedAt,
            boolean yoursToConfirm) {}

    public boolean isOn() {
        return minimum != null;
    }
}
