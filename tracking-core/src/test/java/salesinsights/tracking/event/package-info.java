/** Tests of the room. */
@NullMarked
package salesinsights.tracking.event;

import org.jspecify.annotations.NullMarked;
