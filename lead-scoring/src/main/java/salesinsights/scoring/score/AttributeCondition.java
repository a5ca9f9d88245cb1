package salesinsights.scoring.score;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;

/**
 * What a lead is.
 *
 * @param field one of {@link #FIELDS}, or {@value #IMPORTED} and the name of an imported column
 * @param not turns the answer round; a value that is not known passes only "not known"
 */
record AttributeCondition(String field, AttributeTest test, boolean not) {
    /** Before the name of a column that an import or the CRM brought. */
    static final String IMPORTED = "attributes.";

    private static final Map<String, Function<Lead, @Nullable String>> OWN = Map.of(
            "name", Lead::name,
            "email", Lead::email,
            "company", Lead::company,
            "phone", Lead::phone,
            "country", Lead::country,
            "source", Lead::source);

    /** The fields that every lead has. */
    static final Set<String> FIELDS = OWN.keySet();

    /** The imported column that is asked for, if it is one. */
    Optional<String> column() {
        return field.startsWith(IMPORTED) ? Optional.of(field.substring(IMPORTED.length())) : Optional.empty();
    }

    boolean holdsFor(Lead lead) {
        Function<Lead, @Nullable String> own = OWN.get(field);
        String value = own == null ? lead.attributes().get(field.substring(IMPORTED.length())) : own.apply(lead);
        if (value == null || value.isBlank()) {
            return not && test instanceof AttributeTest.Known;
        }
        return test.passes(value) != not;
    }
}
