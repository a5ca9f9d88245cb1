/** Tests of the feeds. */
@NullMarked
package salesinsights.scoring.calendar;

import org.jspecify.annotations.NullMarked;
