/** What this server calls by itself: which addresses it may reach, how, and the secrets that it shows there. */
@NullMarked
package salesinsights.tracking.outgoing;

import org.jspecify.annotations.NullMarked;
