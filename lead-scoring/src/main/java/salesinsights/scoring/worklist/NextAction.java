package salesinsights.scoring.worklist;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.Tier;

/** What to do about a lead now. The first rule that fits is taken, from what cannot wait to what can. */
final class NextAction {
    private static final Duration FRESH = Duration.ofDays(2);
    private static final Duration QUIET = Duration.ofDays(21);

    private NextAction() {}

    /**
     * @param touch the last thing a person did, as the event's name in upper case; null if nobody ever did
     * @param points the lead's points, below zero after bounces, complaints and opt-outs
     */
    static String of(
            Lead lead, Tier tier, double points, @Nullable String touch, @Nullable Instant touchedAt, Instant now) {
        if (lead.email() == null) {
            return lead.phone() == null ? "Find an address or phone number" : "Call, there is no address";
        }
        if ("UNSUBSCRIBED".equals(touch)) {
            return "Write no more, call only if invited";
        }
        if (points < -5) {
            return "Check the address or call";
        }
        if (lead.owner() == null) {
            return "Take the lead or give it to somebody";
        }
        if (touch == null || touchedAt == null) {
            return "Send a first message";
        }
        Duration ago = Duration.between(touchedAt, now);
        if (ago.compareTo(FRESH) <= 0) {
            return freshly(touch, lead, tier);
        }
        if (ago.compareTo(QUIET) > 0) {
            return "Try once more with something new";
        }
        return tier == Tier.COLD ? "Wait for a sign" : "Follow up";
    }

    private static String freshly(String touch, Lead lead, Tier tier) {
        return switch (touch) {
            case "REPLIED" -> "Answer the reply";
            case "MEETING_BOOKED" -> "Prepare the meeting";
            case "FORM_SUBMITTED" -> "Answer the form";
            default -> tier == Tier.HOT && lead.phone() != null ? "Call today" : "Write while it is fresh";
        };
    }
}
