package salesinsights.crm.spi;

import java.time.Instant;

/**
 * A record as the CRM holds it.
 *
 * @param crmId the CRM's own id
 * @param result as people over there see it
 * @param storedAt when the CRM last took a state
 */
public record KeptRecord(String crmId, CrmLead lead, CrmOutcome.Result result, Instant storedAt) {}
