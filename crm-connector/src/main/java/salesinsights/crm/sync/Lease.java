package salesinsights.crm.sync;

import java.util.UUID;
import salesinsights.crm.connection.ConnectionId;

/** The right to call one connection's CRM; only results under the newest token are written. */
record Lease(ConnectionId connection, UUID token) {}
