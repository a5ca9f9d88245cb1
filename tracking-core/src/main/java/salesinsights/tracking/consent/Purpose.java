package salesinsights.tracking.consent;

/** What a fact about a recipient is wanted for. Each is decided by itself, and each is its own channel. */
public enum Purpose {
    /** Open pixel. */
    OPEN,
    /** Rewritten links. */
    CLICK,
    /** Beacon on web pages. */
    WEB,
    /** Asking for a disposition notification (RFC 8098). */
    READ_RECEIPT,
    /** Making a lead score of what is lawfully known. */
    SCORE,
    /** Bounces and complaints, so that dead addresses are not mailed again. */
    DELIVERABILITY;

    /** True for what has the recipient's own device tell something, which is what ePrivacy rules are about. */
    public boolean readsDevice() {
        return this == OPEN || this == CLICK || this == WEB || this == READ_RECEIPT;
    }

    /** True if it can be counted without knowing who it was; a read receipt always says who sent it. */
    boolean countsWithoutPerson() {
        return this == OPEN || this == CLICK || this == WEB;
    }
}
