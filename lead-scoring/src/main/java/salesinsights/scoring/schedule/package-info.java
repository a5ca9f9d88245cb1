/** Reports that come by mail: who wants which when, and the mail itself. */
@NullMarked
package salesinsights.scoring.schedule;

import org.jspecify.annotations.NullMarked;
