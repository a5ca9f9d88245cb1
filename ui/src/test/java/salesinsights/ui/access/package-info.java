/** Who may do what by REST, asked of the running application: every operation, every role, every team. */
@NullMarked
package salesinsights.ui.access;

import org.jspecify.annotations.NullMarked;
