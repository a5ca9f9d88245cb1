@NullMarked
package salesinsights.scoring.lead;

import org.jspecify.annotations.NullMarked;
