/** Screens of templates and campaigns. */
@NullMarked
package salesinsights.ui.campaign;

import org.jspecify.annotations.NullMarked;
