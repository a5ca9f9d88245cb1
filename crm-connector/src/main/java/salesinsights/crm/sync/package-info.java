/** The engine: keeps every connected CRM in step, each at its own pace, through failures and restarts. */
@NullMarked
package salesinsights.crm.sync;

import org.jspecify.annotations.NullMarked;
