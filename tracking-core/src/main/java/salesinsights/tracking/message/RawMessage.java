package salesinsights.tracking.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about a message that it brings as a whole.
 *
 * @param readTime true to measure how long it is read
 * @param countries country by address (lower case); the key {@code *} is for everybody else
 */
public record RawMessage(
        @Nullable String campaign,
        @Nullable String template,
        TrackingSwitch tracking,
        boolean send,
        boolean readTime,
        Map<String, String> countries) {
    public RawMessage {
        countries = Map.copyOf(countries);
    }

    /** Reads countries as a query says them: {@code DE} for everybody, {@code ada@example.com:FR} for one. */
    public static Map<String, String> countries(List<String> stated) {
        Map<String, String> byAddress = new java.util.HashMap<>();
        for (String one : stated) {
            int colon = one.lastIndexOf(':');
            String who = colon < 0 ? "*" : one.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            byAddress.put(who, one.substring(colon + 1).strip());
        }
        return byAddress;
    }

    @Nullable
    String countryOf(String address) {
        String own = countries.get(address.toLowerCase(Locale.ROOT));
        return own != null ? own : countries.get("*");
    }
}
