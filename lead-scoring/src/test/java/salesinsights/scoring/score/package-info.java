@NullMarked
package salesinsights.scoring.score;

import org.jspecify.annotations.NullMarked;
