/** Screens of those who answer for privacy: the country table and the consent ledger. */
@NullMarked
package salesinsights.ui.privacy;

import org.jspecify.annotations.NullMarked;
