/** What a whole run of the tests left behind: logs, metrics and the URLs that were asked for. */
@NullMarked
package salesinsights.ui.afterwards;

import org.jspecify.annotations.NullMarked;
