package salesinsights.crm.spi;

import java.util.List;

/** A CRM in which the connector can make the fields that it writes. */
public interface SetsUp extends Crm {
    /**
     * What {@link #setUp} would find and make; changes nothing.
     *
     * @throws CrmFailure if the CRM does not answer as it should
     */
    List<SetUpStep> missing();

    /**
     * Makes what is missing. Doing it again makes nothing twice, and goes on where an earlier one broke off.
     *
     * @throws CrmFailure if the CRM does not answer as it should
     */
    List<SetUpStep> setUp();
}
