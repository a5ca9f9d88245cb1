package salesinsights.tracking.seal;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Size;

/** Configuration of the room. */
@ConfigMapping(prefix = "insights.consent")
interface SealConfig {
    /**
     * Secret of at least 32 characters, from which pseudonyms, seals and the wrapping of people's keys are made. Whoever
     * has it can tell whether an address is in a ledger; whoever loses it can no longer read the ledgers.
     */
    @Size(min = 32)
    String key();
}
