package salesinsights.tracking.outgoing;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Keys that secrets are encrypted with at rest: 32 bytes each, in Base64. */
@ConfigMapping(prefix = "insights.secrets")
interface SecretsConfig {
    /** Encrypts and decrypts. Without it nothing that has a secret can be set up. */
    Optional<String> key();

    /** Earlier keys: they decrypt what was not written since. */
    Optional<List<String>> oldKeys();
}
