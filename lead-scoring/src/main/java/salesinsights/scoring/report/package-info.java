/** Transparency reports: one dictionary of metrics, and figures that show what they rest on. */
@NullMarked
package salesinsights.scoring.report;

import org.jspecify.annotations.NullMarked;
