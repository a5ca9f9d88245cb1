/** Hands what somebody who leaves has to colleagues, and takes it back. */
@NullMarked
package salesinsights.scoring.handover;

import org.jspecify.annotations.NullMarked;
