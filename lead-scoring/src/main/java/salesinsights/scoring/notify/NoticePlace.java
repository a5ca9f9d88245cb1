package salesinsights.scoring.notify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.ground.Problem;

/** A place in a list of notices, newest first: behind this one. Microseconds, as stored. */
record NoticePlace(Instant at, UUID id) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,17})\\.([0-9a-f-]{36})");

    /** @throws Problem 400 at {@code after} */
    static NoticePlace of(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw Problem.invalid("after", "is not a cursor that was handed out here");
        }
        try {
            return new NoticePlace(
                    Instant.EPOCH.plus(Long.parseLong(written.group(1)), ChronoUnit.MICROS),
                    UUID.fromString(written.group(2)));
        } catch (IllegalArgumentException noId) {
            throw Problem.invalid("after", "is not a cursor that was handed out here");
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
    }
}
