/** Who was it: signals, catalogue, classification and reclassification. */
@NullMarked
package salesinsights.tracking.verdict;

import org.jspecify.annotations.NullMarked;
