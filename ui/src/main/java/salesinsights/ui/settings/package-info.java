/** Connections, intake figures and the tracking policy, for those who answer for them. */
@NullMarked
package salesinsights.ui.settings;

import org.jspecify.annotations.NullMarked;
