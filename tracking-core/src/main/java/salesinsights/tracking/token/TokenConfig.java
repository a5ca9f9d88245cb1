package salesinsights.tracking.token;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys that sign and verify tracking tokens. */
@ConfigMapping(prefix = "insights.tokens")
interface TokenConfig {
    /** Id of the key that signs new tokens. */
    Optional<String> current();

    /**
     * Every key by its id (1 to 16 of {@code a-z 0-9}), each at least 32 random bytes in base64. A key that no longer
     * signs stays here for as long as its mails may be opened: years.
     */
    Map<String, String> keys();

    /** Ids of keys that are no longer trusted: their links show where they lead instead of leading there. */
    Optional<Set<String>> retired();
}
