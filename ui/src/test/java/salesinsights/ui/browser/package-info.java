/** Browsers for tests that need one. */
@NullMarked
package salesinsights.ui.browser;

import org.jspecify.annotations.NullMarked;
