package salesinsights.tracking.mailbox;

import java.util.Locale;
import java.util.regex.Pattern;
import salesinsights.tracking.event.EventKind;

/**
 * What a delivery report means for the address. Hard is only what will not change by itself: no such person, no such
 * host, moved away. A full mailbox or a refused content says nothing about the address, whatever the first digit is.
 */
final class Permanence {
    // Status codes that say in themselves that it is the recipient's address (RFC 3463 section 3.2).
    private static final Pattern ADDRESS_STATUS = Pattern.compile("[45]\\.1\\.(?!7$|8$)\\d{1,3}|5\\.4\\.1");

    // A system that looked into its own directory.
    private static final Pattern OWN_DIRECTORY = Pattern.compile(
            "(?i)not listed in|not recogni[sz]ed|unknown user:|unknown recipient|unknown local|unrouteable|no such user here|not our customer|delivery error: dd|not found in|invalid final delivery|見つかりません|存在しません|address (?:was|is)? ?not found");

    // NTT docomo's gateway answers "Unknown user" for whatever its customers filter.
    private static final Pattern FILTER_HOST = Pattern.compile("(?i)\\bmfsmax\\.");

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
        BounceReason reason = BounceReason.of(report.diagnostic(), report.status());
        boolean hard = reason == BounceReason.USER_UNKNOWN ? isCertain(report) : reason.isAboutTheAddress();
        return hard ? EventKind.HARD_BOUNCED : EventKind.SOFT_BOUNCED;
    }

    /**
     * Many gateways say "unknown" of what they filter. It is believed when it comes in answer to the address, with a
     * status of its own, or from the system that has the directory; not from one that took the address and the content.
     */
    private static boolean isCertain(Returned.Report report) {
        if (OWN_DIRECTORY.matcher(report.diagnostic()).find() || report.status().endsWith(".1.1")) {
            return true;
        }
        boolean asked = report.stage() == SmtpStage.RCPT || namesAddress(report);
        boolean disabled = report.status().endsWith(".2.1");
        boolean filter = report.status().endsWith(".2.0")
                || FILTER_HOST.matcher(report.remote()).find();
        return !filter
                && report.stage() != SmtpStage.DATA
                && (asked
                        || (!disabled && ADDRESS_STATUS.matcher(report.status()).matches()));
    }

    /** A reply that repeats the address answers the question for it. */
    private static boolean namesAddress(Returned.Report report) {
        return !report.status().startsWith(".7.", 1)
                && !SmtpReply.code(report.diagnostic()).isEmpty()
                && !report.recipient().isEmpty()
                && report.diagnostic().toLowerCase(Locale.ROOT).contains(report.recipient());
    }
}
