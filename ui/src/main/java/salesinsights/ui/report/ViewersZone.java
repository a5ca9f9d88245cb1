package salesinsights.ui.report;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Where the viewer lives: what was asked for, or else what the browser said; the page's script keeps that in a cookie. */
final class ViewersZone {
    private static final int LONGEST = 60;

    private ViewersZone() {}

    /** A zone to be checked if it was asked for; one that is good, or none, if it is the browser's. */
    static @Nullable String of(@Nullable String asked, @Nullable String usual) {
        if (asked != null && !asked.isEmpty()) {
            return asked;
        }
        if (usual == null || usual.length() > LONGEST) {
            return null;
        }
        String zone = usual.replace("%2F", "/");
        try {
            // Only names of places: their days begin on quarters of an hour.
            return zone.indexOf('/') > 0 ? ZoneId.of(zone).getId() : null;
        } catch (DateTimeException unknown) {
            return null;
        }
    }
}
