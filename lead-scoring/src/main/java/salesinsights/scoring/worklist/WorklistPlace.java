package salesinsights.scoring.worklist;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a worklist: opaque text to clients. Scores fade while somebody pages, so all pages are of the first one's
 * moment, and no lead is shown twice or left out for fading alone.
 */
public record WorklistPlace(Instant at, double points, UUID lead) {
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,11})_([0-9a-f]{1,16})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /**
     * Reads a place that was handed out earlier.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static WorklistPlace of(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("after is not a cursor that was handed out here");
        }
        double points = Double.longBitsToDouble(Long.parseUnsignedLong(written.group(2), 16));
        if (!Double.isFinite(points)) {
            throw new IllegalArgumentException("after is not a cursor that was handed out here");
        }
        return new WorklistPlace(
                Instant.ofEpochSecond(Long.parseLong(written.group(1))), points, UUID.fromString(written.group(3)));
    }

    @Override
    public String toString() {
        return at.getEpochSecond() + "_" + Long.toHexString(Double.doubleToLongBits(points)) + "_" + lead;
    }
}
