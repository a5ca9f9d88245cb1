/** Follow-up tasks as a list, and what one can do with one. */
@NullMarked
package salesinsights.ui.followup;

import org.jspecify.annotations.NullMarked;
