/** Everything the product needs on one machine, from one command: PostgreSQL, Keycloak, a mailbox, the application. */
@NullMarked
package salesinsights.ui.local;

import org.jspecify.annotations.NullMarked;
