package salesinsights.tracking.team;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a team inside this installation; positive. */
public record TeamId(@JsonValue long value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TeamId {
        if (value <= 0) {
            throw new IllegalArgumentException("not a team id: " + value);
        }
    }
}
