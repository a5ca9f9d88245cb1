package salesinsights.tracking.message;

import java.util.UUID;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;

/**
 * What one recipient gets.
 *
 * @param open how far opening is observed in this copy: never further than the decision, OFF where there is no HTML
 * @param link the same for links, OFF where there is none to track
 * @param wanted false if the person does not want mail from the team
 */
record Copy(UUID recipient, Mailbox to, TrackingDecision decision, Mode open, Mode link, boolean wanted) {
    /** The same, tracked no further than is allowed by now. */
    Copy under(TrackingDecision now) {
        TrackingDecision both = decision.butNoMoreThan(now);
        return new Copy(
                recipient,
                to,
                both,
                open.strictest(both.mode(Purpose.OPEN)),
                link.strictest(both.mode(Purpose.CLICK)),
                wanted);
    }
}
