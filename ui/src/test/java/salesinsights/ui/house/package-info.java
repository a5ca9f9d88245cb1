/** What keeps the house as it is: the line of modules, rooms without cycles, and where a thing may live. */
@NullMarked
package salesinsights.ui.house;

import org.jspecify.annotations.NullMarked;
