package salesinsights.tracking.consent;

import java.util.HexFormat;

/** A person's pseudonym in the ledger: 32 bytes in lower-case hexadecimal, the same for the same address. */
record Subject(String hex) {
    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
