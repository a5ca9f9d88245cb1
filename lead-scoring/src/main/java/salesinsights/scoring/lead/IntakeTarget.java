package salesinsights.scoring.lead;

import java.util.UUID;

/** A lead that comes in, with the row that it is or becomes. */
record IntakeTarget(UUID id, IncomingLead incoming) {}
