package salesinsights.tracking.consent;

import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** How far a team lets tracking go for one purpose; {@code notice} is no limit. */
record LimitEntry(
        @Nullable String team,
        @Nullable String purpose,
        @Nullable String atMost) {
    static LimitEntry present(@Nullable LimitEntry given) {
        if (given == null) {
            throw Problem.unreadable("A JSON object with purpose and atMost is expected.", null);
        }
        return given;
    }
}
