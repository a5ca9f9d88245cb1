/** Who belongs to which team with which roles, as Keycloak last told it, and that a change of it is in the audit log. */
@NullMarked
package salesinsights.tracking.membership;

import org.jspecify.annotations.NullMarked;
