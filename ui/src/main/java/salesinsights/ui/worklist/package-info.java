/** The rep's and the team's worklist with live update. */
@NullMarked
package salesinsights.ui.worklist;

import org.jspecify.annotations.NullMarked;
