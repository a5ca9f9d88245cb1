/** Whom to follow up with, when and why: rules, tasks, business calendars and the sweep that raises what is due. */
@NullMarked
package salesinsights.scoring.followup;

import org.jspecify.annotations.NullMarked;
