package salesinsights.crm.spi;

import java.time.Instant;

/**
 * What somebody decided about a lead in the CRM.
 *
 * @param externalId as we pushed it
 * @param at when it was decided over there
 */
public record CrmOutcome(String externalId, Result result, Instant at) {
    /** How it ended, that it is open again, or what the person does not want. */
    public enum Result {
        WON,
        LOST,
        OPEN,
        /** The person must not be written to, nor tracked; an outcome stays as it was. */
        DO_NOT_CONTACT,
        /** The person must not be tracked. */
        DO_NOT_TRACK
    }
}
