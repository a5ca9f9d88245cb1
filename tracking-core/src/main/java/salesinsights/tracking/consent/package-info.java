/** The one tracking decision, its policy table, the consent ledger and the recipient's page. */
@NullMarked
package salesinsights.tracking.consent;

import org.jspecify.annotations.NullMarked;
