package salesinsights.ui.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.sync.SetAside;

/**
 * One connection.
 *
 * @param setAside the first leads that the CRM does not take
 * @param records the first records that the CRM holds, null if it cannot be asked
 */
record ConnectionScreen(
        ConnectionRow connection,
        List<SetAside> setAside,
        @Nullable List<KeptRecord> records) {
    ConnectionScreen {
        setAside = List.copyOf(setAside);
    }
}
