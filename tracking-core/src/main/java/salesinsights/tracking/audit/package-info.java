/** Who did what that somebody may ask about one day: append-only, hash-chained per team, searchable. */
@NullMarked
package salesinsights.tracking.audit;

import org.jspecify.annotations.NullMarked;
