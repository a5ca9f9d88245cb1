@NullMarked
package salesinsights.tracking.consent;

import org.jspecify.annotations.NullMarked;
