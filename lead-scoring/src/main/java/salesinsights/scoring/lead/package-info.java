/** Leads with their owners, stages and outcomes: how they come in, change, and are found. */
@NullMarked
package salesinsights.scoring.lead;

import org.jspecify.annotations.NullMarked;
