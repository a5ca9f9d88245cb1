package salesinsights.crm.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CRM that can be asked what it holds, to look at it and to compare. */
public interface ReadsBack extends Crm {
    /**
     * Records by external id.
     *
     * @param after external id of the last record seen, null to begin
     * @param atMost 1 to 1,000
     */
    List<KeptRecord> readBack(@Nullable String after, int atMost);
}
