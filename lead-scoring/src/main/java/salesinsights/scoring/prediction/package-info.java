/** How likely a lead is to be won: learned from those that were decided, published only where it is good enough. */
@NullMarked
package salesinsights.scoring.prediction;

import org.jspecify.annotations.NullMarked;
