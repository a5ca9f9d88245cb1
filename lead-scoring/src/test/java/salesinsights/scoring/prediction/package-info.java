@NullMarked
package salesinsights.scoring.prediction;

import org.jspecify.annotations.NullMarked;
