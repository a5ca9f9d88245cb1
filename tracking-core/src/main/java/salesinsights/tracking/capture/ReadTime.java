package salesinsights.tracking.capture;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a message was on the screen, in the words of the reports. */
enum ReadTime {
    /** Under 2 seconds. */
    GLANCED,
    /** 2 to 8 seconds. */
    SKIMMED,
    /** 8 seconds or more. */
    READ,
    /** A proxy fetches the image for the reader, whole and at once: it says nothing about time. */
    UNMEASURABLE;

    /** Nothing longer is measured: who reads on is a reader. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration SKIMMED_FROM = Duration.ofSeconds(2);
    private static final Duration READ_FROM = Duration.ofSeconds(8);

    static ReadTime of(Duration seen) {
        if (seen.compareTo(READ_FROM) >= 0) {
            return READ;
        }
        return seen.compareTo(SKIMMED_FROM) >= 0 ? SKIMMED : GLANCED;
    }

    /** Gmail's and Yahoo's say who they are; others that do not are known by what the judge makes of them. */
    static boolean isProxy(@Nullable String userAgent) {
        return userAgent != null && (userAgent.contains("GoogleImageProxy") || userAgent.contains("YahooMailProxy"));
    }

    /** As the event carries it: {@code class}, and the {@code seconds} with one decimal if they were measured. */
    static Map<String, String> measured(Duration seen) {
        Duration capped = seen.compareTo(LONGEST) > 0 ? LONGEST : seen;
        String seconds = String.format(Locale.ROOT, "%.1f", capped.toMillis() / 1000.0);
        return Map.of("class", of(capped).word(), "seconds", seconds);
    }

    static Map<String, String> notMeasured() {
        return Map.of("class", UNMEASURABLE.word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
