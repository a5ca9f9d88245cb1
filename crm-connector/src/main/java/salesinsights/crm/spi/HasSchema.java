package salesinsights.crm.spi;

import java.util.List;

/** A CRM that can be asked which fields its leads have. */
public interface HasSchema extends Crm {
    /**
     * The fields of leads, at most 2,000, in the order of the CRM.
     *
     * @throws CrmFailure if the CRM does not answer as it should
     */
    List<CrmField> fields();
}
