/** Fixtures that every module's tests share. */
@NullMarked
package salesinsights.tracking;

import org.jspecify.annotations.NullMarked;
