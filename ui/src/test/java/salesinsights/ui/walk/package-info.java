/** The whole way through the product, as somebody new would go it. */
@NullMarked
package salesinsights.ui.walk;

import org.jspecify.annotations.NullMarked;
