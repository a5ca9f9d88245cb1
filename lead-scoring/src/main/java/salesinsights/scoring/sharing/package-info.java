/** Leads that another team or person may see or work on too. */
@NullMarked
package salesinsights.scoring.sharing;

import org.jspecify.annotations.NullMarked;
