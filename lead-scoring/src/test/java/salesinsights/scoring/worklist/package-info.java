@NullMarked
package salesinsights.scoring.worklist;

import org.jspecify.annotations.NullMarked;
