package salesinsights.scoring.worklist;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** Checks of what deeds are made from. */
final class DeedWords {
    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final int LONGEST_OWNER = 255;

    private DeedWords() {}

    static Instant ahead(@Nullable Instant until, Instant now) {
        if (until == null) {
            throw Problem.invalid("until", "is missing: a moment such as 2026-11-30T09:00:00Z");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(FARTHEST))) {
            throw Problem.invalid("until", "a moment in the future, at most a year ahead");
        }
        return until;
    }

    static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? null : ZoneId.of(name.strip());
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "is no time zone such as Europe/Berlin");
        }
    }

    static String owner(@Nullable String name) {
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_OWNER
                || stripped.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw Problem.invalid("owner", "a user name of 1 to " + LONGEST_OWNER + " characters");
        }
        return stripped;
    }
}
