/** Turns judged events and attributes into a score whose every point has an entry in a ledger. */
@NullMarked
package salesinsights.scoring.score;

import org.jspecify.annotations.NullMarked;
