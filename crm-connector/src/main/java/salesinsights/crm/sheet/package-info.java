/** The way out for systems without a connector: leads and what is known of them as a table, under the names they expect. */
@NullMarked
package salesinsights.crm.sheet;

import org.jspecify.annotations.NullMarked;
