/** What e-mail providers report of our mail: one file per provider, one normal form, stored before it is read. */
@NullMarked
package salesinsights.tracking.provider;

import org.jspecify.annotations.NullMarked;
