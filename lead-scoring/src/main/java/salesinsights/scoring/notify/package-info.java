/** Tells who is looking that something changed: a live stream of scores and tasks, never of machine events. */
@NullMarked
package salesinsights.scoring.notify;

import org.jspecify.annotations.NullMarked;
