/** Web pages of others that carry our script, in a real browser. */
@NullMarked
package salesinsights.ui.beacon;

import org.jspecify.annotations.NullMarked;
