@NullMarked
package salesinsights.tracking.erasure;

import org.jspecify.annotations.NullMarked;
