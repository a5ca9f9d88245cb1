/** The public edge: open pixel and link redirect; a sighting is durable before it is answered. */
@NullMarked
package salesinsights.tracking.capture;

import org.jspecify.annotations.NullMarked;
