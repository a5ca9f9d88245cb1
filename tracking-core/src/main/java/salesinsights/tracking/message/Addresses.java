package salesinsights.tracking.message;

import java.util.Optional;
import java.util.function.Function;

/**
 * The addresses that go into one recipient's copy.
 *
 * @param pixel empty if opens are not observed
 * @param link empty if links stay as they are
 * @param readTime empty if reading is not measured
 */
record Addresses(
        Optional<String> pixel,
        Optional<Function<TrackableLink, String>> link,
        String person,
        String unsubscribe,
        Optional<String> readTime) {
    /** Without measuring how long it is read. */
    Addresses(
            Optional<String> pixel, Optional<Function<TrackableLink, String>> link, String person, String unsubscribe) {
        this(pixel, link, person, unsubscribe, Optional.empty());
    }

    /** An address as an attribute value. */
    static String attribute(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
