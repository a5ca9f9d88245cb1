package salesinsights.tracking.consent;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Size;

/** Configuration of the room. */
@ConfigMapping(prefix = "insights.consent")
interface ConsentConfig {
    /**
     * Secret of at least 32 characters, from which pseudonyms and seals are made. Whoever has it can tell whether an
     * address is in the ledger; whoever loses it can no longer read the ledger.
     */
    @Size(min = 32)
    String key();
}
