/** Asks people by mail whether they meant it when somebody asked to have them forgotten, and hears the answer. */
@NullMarked
package salesinsights.tracking.confirmation;

import org.jspecify.annotations.NullMarked;
