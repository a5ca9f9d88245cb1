@NullMarked
package salesinsights.tracking.membership;

import org.jspecify.annotations.NullMarked;
