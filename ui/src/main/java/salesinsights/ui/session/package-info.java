/** Who is at the screen or behind the token: log-in, log-out, and what they may see. */
@NullMarked
package salesinsights.ui.session;

import org.jspecify.annotations.NullMarked;
