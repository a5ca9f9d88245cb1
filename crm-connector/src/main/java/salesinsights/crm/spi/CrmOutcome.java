package salesinsights.crm.spi;

import java.time.Instant;

/**
 * What somebody decided about a lead in the CRM.
 *
 * @param externalId as we pushed it
 * @param at when it was decided over there
 */
public record CrmOutcome(String externalId, Result result, Instant at) {
    /** How it ended, or that it is open again. */
    public enum Result {
        WON,
        LOST,
        OPEN
    }
}
