@NullMarked
package salesinsights.scoring.sharing;

import org.jspecify.annotations.NullMarked;
