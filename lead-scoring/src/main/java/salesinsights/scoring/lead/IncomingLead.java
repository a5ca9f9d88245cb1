package salesinsights.scoring.lead;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file, a CRM or a form says about a lead. What it does not mention stays as it is.
 *
 * @param row its number where it came from, for messages
 * @param fields values as {@link LeadField#read} gives them
 * @param attributes everything else, by name
 */
public record IncomingLead(int row, Map<LeadField, String> fields, Map<String, String> attributes) {
    /** The longest attribute that is kept, in characters. */
    public static final int ATTRIBUTE_AT_MOST = 4_000;

    public IncomingLead {
        EnumMap<LeadField, String> own = new EnumMap<>(LeadField.class);
        own.putAll(fields);
        join(own);
        fields = Collections.unmodifiableMap(own);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    private static void join(EnumMap<LeadField, String> fields) {
        String first = fields.remove(LeadField.FIRST_NAME);
        String last = fields.remove(LeadField.LAST_NAME);
        if (!fields.containsKey(LeadField.NAME) && (first != null || last != null)) {
            fields.put(LeadField.NAME, ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip());
        }
    }

    @Nullable
    String value(LeadField field) {
        return fields.get(field);
    }
}
