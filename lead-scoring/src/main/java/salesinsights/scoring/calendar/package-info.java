/** Follow-ups where people keep their other tasks: an iCalendar feed for each person. */
@NullMarked
package salesinsights.scoring.calendar;

import org.jspecify.annotations.NullMarked;
