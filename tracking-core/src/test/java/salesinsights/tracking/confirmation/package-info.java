@NullMarked
package salesinsights.tracking.confirmation;

import org.jspecify.annotations.NullMarked;
