/** Pseudonyms of people, seals of append-only chains, and the key of each person's own whose loss makes texts unreadable. */
@NullMarked
package salesinsights.tracking.seal;

import org.jspecify.annotations.NullMarked;
