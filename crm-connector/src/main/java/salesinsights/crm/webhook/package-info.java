/** The generic connector: every lead's newest state as a CloudEvent, signed as Standard Webhooks asks. */
@NullMarked
package salesinsights.crm.webhook;

import org.jspecify.annotations.NullMarked;
