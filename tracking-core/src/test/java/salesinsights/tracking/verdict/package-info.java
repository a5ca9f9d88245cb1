/** How events are judged. */
@NullMarked
package salesinsights.tracking.verdict;

import org.jspecify.annotations.NullMarked;
