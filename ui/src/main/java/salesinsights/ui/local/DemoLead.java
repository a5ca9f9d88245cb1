package salesinsights.ui.local;

import org.jspecify.annotations.Nullable;

/**
 * A lead that nobody is.
 *
 * @param interest 0 to 1: how much of a buyer is hidden behind the address; drives everything the lead does
 * @param reader what the lead reads mail with
 * @param guarded true if the company's mail passes a scanner that follows every link
 */
record DemoLead(
        String externalId,
        String name,
        String email,
        String company,
        String industry,
        int employees,
        String country,
        String owner,
        String stage,
        @Nullable String outcome,
        double interest,
        DemoReader reader,
        boolean guarded) {}
