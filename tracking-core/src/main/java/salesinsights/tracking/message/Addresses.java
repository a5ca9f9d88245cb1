package salesinsights.tracking.message;

import java.util.Optional;
import java.util.function.Function;

/**
 * The addresses that go into one recipient's copy.
 *
 * @param pixel empty if opens are not observed
 * @param link empty if links stay as they are
 * @param hidden of the link that no person can see; empty if there is none
 * @param readTime empty if reading is not measured
 * @param receiptTo where a read receipt is asked to go; empty if none is asked for
 * @param line how this recipient is told
 */
record Addresses(
        Optional<String> pixel,
        Optional<Function<TrackableLink, String>> link,
        Optional<String> hidden,
        String person,
        String unsubscribe,
        Optional<String> readTime,
        Optional<String> receiptTo,
        TransparencyLine line) {
    /** An address as an attribute value. */
    static String attribute(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
