/** What is promised of the ground that all rooms stand on. */
@NullMarked
package salesinsights.tracking.ground;

import org.jspecify.annotations.NullMarked;
