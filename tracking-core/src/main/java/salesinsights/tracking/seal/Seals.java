package salesinsights.tracking.seal;

import jakarta.inject.Singleton;
import javax.crypto.Mac;

/** Seals entries of append-only tables under a key that the database does not have. */
@Singleton
public final class Seals {
    private final Mac forSeals;

    Seals(SealConfig config) {
        forSeals = Digests.derived(config.key(), "seal");
    }

    /** 32 bytes over all of {@code content}, which begins with the seal of the entry before. */
    public byte[] seal(byte[] content) {
        return Digests.hmac(forSeals, content);
    }
}
