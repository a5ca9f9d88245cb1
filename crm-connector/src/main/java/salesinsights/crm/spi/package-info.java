/**
 * All that a connector's author needs to read: implement {@link salesinsights.crm.spi.CrmKind} and
 * {@link salesinsights.crm.spi.Crm}, and extend {@code CrmContract} of this module's test-jar to see that it holds.
 */
@NullMarked
package salesinsights.crm.spi;

import org.jspecify.annotations.NullMarked;
