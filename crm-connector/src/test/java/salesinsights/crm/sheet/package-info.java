@NullMarked
package salesinsights.crm.sheet;

import org.jspecify.annotations.NullMarked;
