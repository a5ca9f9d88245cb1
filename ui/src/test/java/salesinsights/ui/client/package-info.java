/** The interface as others meet it: through clients that are generated from what it says of itself. */
@NullMarked
package salesinsights.ui.client;

import org.jspecify.annotations.NullMarked;
