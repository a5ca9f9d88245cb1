/** Tests of the room. */
@NullMarked
package salesinsights.tracking.capture;

import org.jspecify.annotations.NullMarked;
