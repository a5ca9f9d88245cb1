package salesinsights.scoring.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * Fields of a lead as a JSON object says them; every mistake in it is named at once.
 *
 * @param fields null where the object says null
 */
record LeadForm(Map<LeadField, @Nullable String> fields, Map<String, @Nullable String> attributes) {
    /** What a person or the CRM may set directly. */
    static final Set<LeadField> SETTABLE = EnumSet.complementOf(EnumSet.of(
            LeadField.OUTCOME, LeadField.OUTCOME_AT, LeadField.CREATED_AT, LeadField.FIRST_NAME, LeadField.LAST_NAME));

    private static final String ATTRIBUTES = "attributes";
    private static final int ATTRIBUTES_AT_MOST = ColumnMapping.COLUMNS_AT_MOST;

    /**
     * @param allowed the fields that may be set in this way
     * @throws Problem naming unknown fields and wrong values
     */
    static LeadForm of(@Nullable JsonNode body, Set<LeadField> allowed) {
        if (body == null || !body.isObject()) {
            throw Problem.unreadable("A JSON object with the lead's fields is expected.", null);
        }
        EnumMap<LeadField, @Nullable String> fields = new EnumMap<>(LeadField.class);
        Map<String, @Nullable String> attributes = new LinkedHashMap<>();
        List<Problem.Field> wrong = new ArrayList<>();
        body.properties().forEach(entry -> {
            LeadField field = LeadField.named(entry.getKey()).orElse(null);
            if (entry.getKey().equals(ATTRIBUTES)) {
                readAttributes(entry.getValue(), attributes, wrong);
            } else if (field == null || !allowed.contains(field)) {
                wrong.add(new Problem.Field(
                        shortened(entry.getKey()), "is no field that can be set here; there are " + names(allowed)));
            } else {
                readField(field, entry.getValue(), fields, wrong);
            }
        });
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong.stream().limit(Faults.KEPT).toList());
        }
        return new LeadForm(fields, attributes);
    }

    private static void readField(
            LeadField field, JsonNode value, EnumMap<LeadField, @Nullable String> fields, List<Problem.Field> wrong) {
        if (value.isNull() || (value.isTextual() && value.textValue().isBlank())) {
            fields.put(field, null);
        } else if (value.isValueNode()) {
            try {
                fields.put(field, field.read(value.asText()));
            } catch (IllegalArgumentException refused) {
                wrong.add(new Problem.Field(field.wire(), String.valueOf(refused.getMessage())));
            }
        } else {
            wrong.add(new Problem.Field(field.wire(), "must be a text"));
        }
    }

    private static void readAttributes(
            JsonNode value, Map<String, @Nullable String> attributes, List<Problem.Field> wrong) {
        if (!value.isObject() || value.size() > ATTRIBUTES_AT_MOST) {
            wrong.add(new Problem.Field(ATTRIBUTES, "must be an object of at most " + ATTRIBUTES_AT_MOST + " texts"));
            return;
        }
        value.properties().forEach(entry -> {
            try {
                String name = PlainText.of(entry.getKey(), 200);
                if (!entry.getValue().isValueNode()) {
                    throw new IllegalArgumentException("must be a text");
                }
                attributes.put(
                        name,
                        entry.getValue().isNull()
                                ? null
                                : PlainText.of(entry.getValue().asText(), IncomingLead.ATTRIBUTE_AT_MOST));
            } catch (IllegalArgumentException refused) {
                wrong.add(new Problem.Field(
                        ATTRIBUTES + "." + shortened(entry.getKey()), String.valueOf(refused.getMessage())));
            }
        });
    }

    private static String shortened(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "..." : name;
    }

    private static String names(Set<LeadField> allowed) {
        return EnumSet.copyOf(allowed).stream().map(LeadField::wire).collect(Collectors.joining(", ")) + ", "
                + ATTRIBUTES;
    }

    /** As something that comes in: what is null is not said. */
    IncomingLead incoming() {
        Map<LeadField, String> said = new EnumMap<>(LeadField.class);
        fields.forEach((field, value) -> {
            if (value != null) {
                said.put(field, value);
            }
        });
        Map<String, String> kept = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            if (value != null) {
                kept.put(name, value);
            }
        });
        return new IncomingLead(1, said, kept);
    }

    LeadForm {
        fields = Collections.unmodifiableMap(fields);
        attributes = Collections.unmodifiableMap(attributes);
    }
}
