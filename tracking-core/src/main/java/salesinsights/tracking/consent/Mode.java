package salesinsights.tracking.consent;

/** How far tracking goes, strictest first. */
public enum Mode {
    /** Not at all: no pixel, plain links, nothing stored. */
    OFF,
    /** Counted under the message, no recipient in it. */
    AGGREGATE,
    /** As a rule: identified, but only with a valid consent record. As a decision: there is such a record. */
    CONSENT,
    /** Identified, with notice and opt-out. */
    NOTICE;

    /** Fewer people than this are never counted apart where it is {@link #AGGREGATE}. */
    public static final int COUNTED_TOGETHER = 20;

    /** True if the recipient may be known. */
    public boolean identifies() {
        return this == CONSENT || this == NOTICE;
    }

    /** The stricter of the two. */
    public Mode strictest(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
