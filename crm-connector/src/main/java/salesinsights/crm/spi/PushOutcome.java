package salesinsights.crm.spi;

import java.time.Duration;

/** What became of one pushed lead. Sentences are shown to administrators: no secret, no body of an answer beyond a few words. */
public sealed interface PushOutcome {
    /** The CRM holds this state now. {@code crmId} is the CRM's own id of the record. */
    record Stored(String crmId) implements PushOutcome {}

    /** The CRM will never take this state; it is set aside with the reason. {@code field} is empty if none is to blame. */
    record Refused(String field, String why) implements PushOutcome {}

    /** Not taken and not to be tried, nor anything else of this connection, before {@code restFor} has passed. */
    record Busy(Duration restFor) implements PushOutcome {
        public Busy {
            if (restFor.isNegative()) {
                throw new IllegalArgumentException("restFor is not negative: " + restFor);
            }
        }
    }

    /** Unknown: no answer, or one that makes no sense. It may have been applied; the state is pushed again. */
    record Unreachable(String why) implements PushOutcome {}

    /** The CRM does not let us in. The connection stops until a person mends it. */
    record Unauthorised(String why) implements PushOutcome {}

    /** The other side asked us to stop for good (HTTP 410). The connection stops until a person starts it again. */
    record Ended(String why) implements PushOutcome {}
}
