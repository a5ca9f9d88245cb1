package salesinsights.crm.sync;

/** One kind of work for a connection. */
interface Chore {
    /** How it went. */
    enum Went {
        /** There was nothing to do; no call was made. */
        IDLE,
        /** A call was made, or rows were written: look again at everything. */
        ON
    }

    /**
     * Makes at most one call, if there is something to do. No transaction is open while the CRM is asked; effect and mark
     * are then written together, or not at all if the lease is lost.
     */
    Went run(Shift shift);
}
