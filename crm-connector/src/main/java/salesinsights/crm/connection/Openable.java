package salesinsights.crm.connection;

import java.time.Instant;
import java.util.Optional;
import salesinsights.crm.spi.CrmSettings;

/** What it takes to open a connection, and how long that stays true. */
record Openable(String kind, CrmSettings settings, int revision, Optional<Instant> until) {}
