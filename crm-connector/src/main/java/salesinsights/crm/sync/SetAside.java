package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;

/**
 * A lead that the CRM does not take.
 *
 * @param field of the lead that is to blame, null if none is
 * @param reason as the CRM says it: somebody else's text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetAside(LeadId lead, String title, @Nullable String field, String reason, Instant at) {}
