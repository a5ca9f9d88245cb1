package salesinsights.crm.spi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CRM that says what changed in it. */
public interface GivesRecords extends Crm {
    /** Which kinds of records it gives. Answered without a call over the network. */
    Set<CrmEntity> gives();

    /**
     * Records that changed since the cursor, oldest change first. One that changed twice is given once or twice, its last
     * state last. The same cursor answers the same records again, as long as they did not change: the engine keeps the
     * cursor in the same transaction as what it took over. A cursor on a clock of coarse grain begins a grain earlier
     * rather than miss a record.
     *
     * @param entity one of {@link #gives}; its items are of the record of the same name, for leads also
     *     {@link CrmItem.Deleted} and {@link CrmItem.Merged}
     * @param cursor what the last pull of this entity said, null to begin with the oldest
     * @param atMost 1 to 1,000
     * @throws CrmFailure if the CRM does not answer as it should; the same cursor is then tried again later
     */
    CrmPage pull(CrmEntity entity, @Nullable String cursor, int atMost);
}
