package salesinsights.tracking.consent;

/**
 * Where a person stands on one matter: the positions in the ledger of the newest entry of each kind, 0 if none.
 *
 * @param granted consent given
 * @param refused consent denied or withdrawn
 * @param objected objection raised
 * @param lifted objection taken back
 */
record Standing(long granted, long refused, long objected, long lifted) {
    static final Standing SILENT = new Standing(0, 0, 0, 0);

    boolean objects() {
        return objected > lifted;
    }

    boolean refuses() {
        return refused > granted;
    }

    /** An objection ends a consent for good: taking the objection back leaves the country's default, not the consent. */
    boolean consents() {
        return granted > refused && granted > objected;
    }
}
