/** A team's link to its CRM: what kind, how it logs in, and whether it runs. */
@NullMarked
package salesinsights.crm.connection;

import org.jspecify.annotations.NullMarked;
