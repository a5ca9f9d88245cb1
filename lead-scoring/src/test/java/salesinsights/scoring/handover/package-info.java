@NullMarked
package salesinsights.scoring.handover;

import org.jspecify.annotations.NullMarked;
