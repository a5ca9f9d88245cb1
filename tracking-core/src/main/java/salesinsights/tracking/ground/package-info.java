/** What every room stands on: the clock, ids, problems in RFC 9457 form, pages, and the loop that pulls what lags. */
@NullMarked
package salesinsights.tracking.ground;

import org.jspecify.annotations.NullMarked;
