/** Works-council mode: of a team's people only groups are shown, and two roles hold the key. */
@NullMarked
package salesinsights.tracking.council;

import org.jspecify.annotations.NullMarked;
