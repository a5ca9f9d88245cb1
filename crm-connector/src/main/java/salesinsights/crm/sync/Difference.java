package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;

/**
 * Something about which the CRM and we are not of one mind.
 *
 * @param record our id of the lead, for a record that is not ours the CRM's
 * @param lead null if we have no such lead
 * @param title of the lead, empty if we have none
 * @param fields which differ, or why the record is not taken over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        String record, @Nullable LeadId lead, String title, Kind kind, String fields, Instant foundAt) {
    /** In which way. */
    public enum Kind {
        /** We pushed it, the CRM does not have it. */
        MISSING,
        /** The CRM holds something else than we pushed. */
        DIFFERENT,
        /** The CRM holds a record with an id of ours that we do not know. */
        UNKNOWN,
        /** What the CRM says cannot be taken over. */
        NOT_TAKEN;

        /** Lower case. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
