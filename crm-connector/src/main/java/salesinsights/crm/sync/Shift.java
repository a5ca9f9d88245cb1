package salesinsights.crm.sync;

import salesinsights.crm.spi.Crm;

/** The right to make one call: the connection as it is now, with its CRM open. */
record Shift(Lease lease, Running connection, Crm crm, SyncRows.Held held) {
    int failures() {
        return held.failures();
    }
}
