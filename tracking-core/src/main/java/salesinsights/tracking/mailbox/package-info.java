/** What comes back by mail: delivery notices, read receipts, abuse reports, replies. */
@NullMarked
package salesinsights.tracking.mailbox;

import org.jspecify.annotations.NullMarked;
