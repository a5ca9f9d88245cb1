/** The relay as mail programs meet it. */
@NullMarked
package salesinsights.tracking.relay;

import org.jspecify.annotations.NullMarked;
