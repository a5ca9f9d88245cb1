package salesinsights.crm.sync;

import java.util.UUID;
import salesinsights.crm.spi.CrmLead;

/**
 * A lead's state on its way.
 *
 * @param digest hexadecimal, of all that the CRM is told but the version
 */
record Outgoing(UUID id, CrmLead lead, String digest) {}
