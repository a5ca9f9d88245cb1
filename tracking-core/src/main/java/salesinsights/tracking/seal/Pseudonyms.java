package salesinsights.tracking.seal;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.crypto.Mac;

/** Names for people that only this installation can make from an address, and nobody can turn back into one. */
@Singleton
public final class Pseudonyms {
    private final Mac forSubjects;

    Pseudonyms(SealConfig config) {
        forSubjects = Digests.derived(config.key(), "subject");
    }

    /** 32 bytes, the same for the same address in whatever case. */
    public byte[] of(String address) {
        String canonical = address.strip().toLowerCase(Locale.ROOT);
        return Digests.hmac(forSubjects, canonical.getBytes(StandardCharsets.UTF_8));
    }
}
