/** Tests of templates and campaigns. */
@NullMarked
package salesinsights.tracking.campaign;

import org.jspecify.annotations.NullMarked;
