package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger can prove about one person, to be kept outside of it.
 *
 * @param subject the person's pseudonym in the ledger: HMAC-SHA-256 of the address in lower case
 * @param entries oldest first, each with what its seal covers
 */
public record ConsentProof(
        Instant exportedAt,
        String address,
        String subject,
        String howToCheck,
        List<Entry> entries,
        List<ConsentView.Chain> chains) {
    static final String HOW = "The seal of an entry is HMAC-SHA-256, under a key that the database does not have, over"
            + " the seal of the entry before and the content as encoded in base64. POST this file to"
            + " /api/consents/proof/check to have every seal recomputed.";

    public ConsentProof {
        entries = List.copyOf(entries);
        chains = List.copyOf(chains);
    }

    /** An entry in words, and exactly the bytes that its seal covers, behind those of the seal before. */
    public record Entry(ConsentView entry, String sealBefore, String content, String seal) {}

    /** An entry of a file that somebody has; what of it is needed for a check. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shown(
            @Nullable String sealBefore,
            @Nullable String content,
            @Nullable String seal) {}

    /** A file that somebody has. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record File(@Nullable List<@Nullable Shown> entries) {}

    /** What came out of a check; {@code broken} are places in the file, from 1. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Checked(boolean genuine, int entries, List<Integer> broken) {
        public Checked {
            broken = List.copyOf(broken);
        }
    }
}
