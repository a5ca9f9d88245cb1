/** Every screen in a real browser: looked at, checked for accessibility, and used. */
@NullMarked
package salesinsights.ui.screens;

import org.jspecify.annotations.NullMarked;
