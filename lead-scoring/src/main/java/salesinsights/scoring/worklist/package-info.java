/** Whom to turn to next, and why: leads by current priority. */
@NullMarked
package salesinsights.scoring.worklist;

import org.jspecify.annotations.NullMarked;
