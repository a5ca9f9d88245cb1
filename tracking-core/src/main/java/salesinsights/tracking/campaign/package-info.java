/** Templates, and campaigns that send one to many, one message each. */
@NullMarked
package salesinsights.tracking.campaign;

import org.jspecify.annotations.NullMarked;
