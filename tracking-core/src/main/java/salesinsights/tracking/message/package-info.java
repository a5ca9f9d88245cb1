/** Instruments a MIME message per recipient, and sends it. */
@NullMarked
package salesinsights.tracking.message;

import org.jspecify.annotations.NullMarked;
