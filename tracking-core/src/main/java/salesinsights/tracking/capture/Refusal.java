package salesinsights.tracking.capture;

import java.util.Locale;

/** Why a hit is not stored although nothing failed; each has one counter. */
enum Refusal {
    /** The token is not ours, damaged, or longer than any of ours. */
    FORGED,
    /** The token's key was withdrawn. */
    RETIRED_KEY,
    /** The request says that it does not want to be tracked ({@code Sec-GPC}, {@code DNT}). */
    OPT_OUT_SIGNAL,
    /** The recipient may not, or no longer, be tracked for this purpose, or was erased. */
    CONSENT,
    /** PostgreSQL refuses the row for what is in it; it was set aside. */
    UNSTORABLE;

    /** For metrics and JSON: lower case with hyphens. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
