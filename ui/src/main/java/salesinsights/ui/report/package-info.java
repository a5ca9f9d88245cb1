/** The team transparency report with its metric dictionary. */
@NullMarked
package salesinsights.ui.report;

import org.jspecify.annotations.NullMarked;
