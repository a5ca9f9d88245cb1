package salesinsights.tracking.campaign;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a campaign writes to.
 *
 * @param address lower case, checked
 * @param country ISO 3166-1 or -2, null if nobody said
 * @param values of placeholders, by name
 */
record RecipientRow(String address, String name, @Nullable String country, Map<String, String> values) {
    RecipientRow {
        values = Map.copyOf(values);
    }

    /** What placeholders stand for in the letter to this person. */
    Map<String, String> filling(String senderName, String senderEmail) {
        Map<String, String> all = new HashMap<>(values);
        all.put("email", address);
        all.put("name", name);
        all.put("country", country == null ? "" : country);
        all.put("senderName", senderName);
        all.put("senderEmail", senderEmail);
        int space = name.lastIndexOf(' ');
        if (all.getOrDefault("firstName", "").isBlank() && !name.isBlank()) {
            all.put("firstName", space < 0 ? name : name.substring(0, name.indexOf(' ')));
        }
        if (all.getOrDefault("lastName", "").isBlank() && space > 0) {
            all.put("lastName", name.substring(space + 1));
        }
        return all;
    }

    /** The same person said twice: what the first said holds, what it left out is taken from the other. */
    RecipientRow mergedWith(RecipientRow other) {
        Map<String, String> merged = new LinkedHashMap<>(other.values);
        values.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, value);
            }
        });
        return new RecipientRow(
                address, name.isBlank() ? other.name : name, country == null ? other.country : country, merged);
    }

    /** Without those that are null. */
    static Map<String, String> texts(@Nullable Map<String, @Nullable String> values) {
        Map<String, String> texts = new HashMap<>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (value != null) {
                    texts.put(name, value);
                }
            });
        }
        return texts;
    }
}
