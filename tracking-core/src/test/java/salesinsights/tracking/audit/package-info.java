@NullMarked
package salesinsights.tracking.audit;

import org.jspecify.annotations.NullMarked;
