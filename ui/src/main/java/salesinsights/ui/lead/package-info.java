/** One lead: score with its ledger, timeline, outcome; and the import of many. */
@NullMarked
package salesinsights.ui.lead;

import org.jspecify.annotations.NullMarked;
