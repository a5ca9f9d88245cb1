package salesinsights.ui.lead;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import salesinsights.scoring.lead.Lead;

/**
 * The fields that can be edited, as typed, with what is wrong with them by field.
 *
 * @param fields by their name in JSON
 * @param edition of the lead that the person has seen
 * @param wrong under the empty name what is wrong with the form as a whole
 */
record LeadForm(Map<String, String> fields, String edition, Map<String, String> wrong) {
    LeadForm {
        fields = Map.copyOf(fields);
        wrong = Map.copyOf(wrong);
    }

    static LeadForm of(Lead lead) {
        Map<String, String> fields = new HashMap<>();
        fields.put("name", lead.name());
        fields.put("company", lead.company());
        fields.put("email", Objects.requireNonNullElse(lead.email(), ""));
        fields.put("phone", Objects.requireNonNullElse(lead.phone(), ""));
        fields.put("country", Objects.requireNonNullElse(lead.country(), ""));
        fields.put("owner", Objects.requireNonNullElse(lead.owner(), ""));
        fields.put("stage", lead.stage().name().toLowerCase(Locale.ROOT));
        return new LeadForm(fields, Long.toString(lead.edition()), Map.of());
    }

    /** The same with what was typed instead. */
    LeadForm with(Map<String, String> typed) {
        Map<String, String> both = new HashMap<>(fields);
        both.putAll(typed);
        return new LeadForm(both, edition, wrong);
    }

    /** The same with what is wrong. */
    LeadForm saying(Map<String, String> what) {
        return new LeadForm(fields, edition, what);
    }

    /** A field as typed. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** What is wrong with a field, empty if nothing is. */
    public String wrong(String field) {
        return wrong.getOrDefault(field, "");
    }
}
