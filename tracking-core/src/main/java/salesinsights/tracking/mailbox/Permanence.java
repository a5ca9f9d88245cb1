package salesinsights.tracking.mailbox;

import java.util.Locale;
import java.util.regex.Pattern;
import salesinsights.tracking.event.EventKind;

/**
 * What a delivery report means for the address. Hard is only what will not change by itself: no such person, no such
 * host, moved away. A full mailbox or a refused content says nothing about the address, whatever the first digit is.
 */
final class Permanence {
    // RFC 3463 section 3.2: 5.1.x is about the recipient's address, but for 7 and 8, which are about the sender's.
    private static final Pattern ADDRESS_STATUS = Pattern.compile("5\\.1\\.(1|2|3|4|6|10)|5\\.4\\.4");

    private static final Pattern ADDRESS_WORDS = Pattern.compile(
            "user unknown|unknown user|unknown (recipient|address|mailbox)|no such (user|person|recipient|mailbox|address|domain|account)"
                    + "|(user|recipient|mailbox|account|address|domain|host)[^.]{0,60}"
                    + "(does ?n.t exist|does not exist|not found|unknown|is not a known|not known|no longer (valid|exist))"
                    + "|(unknown|invalid|unrouteable|undeliverable) (user|recipient|mailbox|address|domain)"
                    + "|not a valid (recipient|mailbox|user)|no mailbox (here|found)|null mx|does not accept mail|has moved");

    private static final Pattern OTHER_WORDS = Pattern.compile(
            "quota|mailbox( is)? full|over ?limit|insufficient|too (big|large|many)|spam|virus|blocked|blacklist"
                    + "|block ?list|reputation|policy|dmarc|dkim|\\bspf\\b|greylist|temporar|timed? ?out|rate limit");

    private Permanence() {}

    /** The event that a report stands for. */
    static EventKind kindOf(Returned.Report report) {
        return switch (report.action()) {
            case "delivered", "relayed", "expanded" -> EventKind.DELIVERED;
            case "delayed" -> EventKind.DEFERRED;
            default -> report.status().startsWith("2.") ? EventKind.DELIVERED : bounce(report);
        };
    }

    private static EventKind bounce(Returned.Report report) {
        String words = report.diagnostic().toLowerCase(Locale.ROOT);
        if (report.status().startsWith("4.")) {
            return EventKind.SOFT_BOUNCED;
        }
        boolean otherwise = OTHER_WORDS.matcher(words).find();
        boolean address = ADDRESS_STATUS.matcher(report.status()).matches()
                || ADDRESS_WORDS.matcher(words).find();
        return address && !otherwise ? EventKind.HARD_BOUNCED : EventKind.SOFT_BOUNCED;
    }
}
