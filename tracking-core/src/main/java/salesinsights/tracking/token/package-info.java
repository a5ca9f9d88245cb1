/** Authenticated tracking tokens, the key ring and its rotation. */
@NullMarked
package salesinsights.tracking.token;

import org.jspecify.annotations.NullMarked;
