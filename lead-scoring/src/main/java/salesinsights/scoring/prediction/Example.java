package salesinsights.scoring.prediction;

import java.time.Instant;
import java.util.UUID;

/**
 * A lead that was decided, as it stood before it was.
 *
 * @param createdAt what the order in time is made of
 */
record Example(UUID lead, Instant createdAt, boolean won, Facts facts) {}
