/** Teams as a tree, who is calling, and the scope that row-level security enforces. */
@NullMarked
package salesinsights.tracking.team;

import org.jspecify.annotations.NullMarked;
