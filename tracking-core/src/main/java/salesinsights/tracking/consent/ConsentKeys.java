package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.seal.Pseudonyms;
import salesinsights.tracking.seal.Seals;

/** How the ledger names a person and seals its entries. */
@Singleton
final class ConsentKeys {
    private final Pseudonyms pseudonyms;
    private final Seals seals;

    ConsentKeys(Pseudonyms pseudonyms, Seals seals) {
        this.pseudonyms = pseudonyms;
        this.seals = seals;
    }

    Subject subject(String address) {
        return new Subject(Digests.hex(pseudonyms.of(address)));
    }

    byte[] seal(byte[] content) {
        return seals.seal(content);
    }
}
