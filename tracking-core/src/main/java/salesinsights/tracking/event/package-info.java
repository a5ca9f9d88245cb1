/** What happened to a message: the journal, and the durable append-only log. */
@NullMarked
package salesinsights.tracking.event;

import org.jspecify.annotations.NullMarked;
