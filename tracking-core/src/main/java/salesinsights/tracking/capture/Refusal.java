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
    /** Not a look by itself: asked about, loaded ahead, or the continuation of one. */
    NOT_A_VIEW,
    /** A beacon that is not what our script sends. */
    MALFORMED,
    /** A body larger than anything that our script sends. */
    TOO_LARGE,
    /** A beacon from a page that its site does not name, or of a site that was closed. */
    FOREIGN_SITE,
    /** More reads were open at once than are measured. */
    BUSY,
    /** PostgreSQL refuses the row for what is in it; it was set aside. */
    UNSTORABLE;

    /** For metrics and JSON: lower case with hyphens. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
