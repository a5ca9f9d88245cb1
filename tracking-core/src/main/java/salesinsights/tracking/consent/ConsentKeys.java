package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.crypto.Mac;

/** Two keys from one secret: one makes pseudonyms, the other seals the ledger. */
@Singleton
final class ConsentKeys {
    private final Mac forSubjects;
    private final Mac forSeals;

    ConsentKeys(ConsentConfig config) {
        byte[] secret = config.key().getBytes(StandardCharsets.UTF_8);
        forSubjects = Digests.keyed(Digests.hmac(secret, "subject".getBytes(StandardCharsets.UTF_8)));
        forSeals = Digests.keyed(Digests.hmac(secret, "seal".getBytes(StandardCharsets.UTF_8)));
    }

    Subject subject(String address) {
        String canonical = address.strip().toLowerCase(Locale.ROOT);
        return new Subject(Digests.hex(Digests.hmac(forSubjects, canonical.getBytes(StandardCharsets.UTF_8))));
    }

    byte[] seal(byte[] content) {
        return Digests.hmac(forSeals, content);
    }
}
