package salesinsights.scoring.followup;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What must hold beside the trigger.
 *
 * @param minimumConfidence 0 to 1: how much of a person must stand behind the event
 * @param stages empty for any
 * @param campaign of the message, null for any
 */
record RuleCondition(
        double minimumConfidence,
        Basis basis,
        Set<Stage> stages,
        @Nullable String campaign) {
    /** More likely than not. */
    static final double USUAL_CONFIDENCE = 0.5;

    static final RuleCondition ANY = new RuleCondition(USUAL_CONFIDENCE, Basis.ANY, Set.of(), null);

    /** On which legal basis what a rule acts on was recorded. */
    enum Basis {
        ANY,
        /** Only what the person agreed to; what they wrote to us themselves always counts. */
        CONSENT
    }

    RuleCondition {
        stages = Set.copyOf(stages);
    }

    boolean takes(Lead lead) {
        return stages.isEmpty() || stages.contains(lead.stage());
    }

    boolean takes(History.Mail mail) {
        return campaign == null || campaign.equals(mail.campaign());
    }

    /** Whether a person's deed on that message may set the rule off. */
    boolean takes(JudgedEvent event, History.Mail mail) {
        return takes(mail)
                && event.isHuman()
                && event.humanWeight() >= minimumConfidence
                && (basis == Basis.ANY || consented(event.kind(), mail));
    }

    /** Whether it can be known, on the basis asked for, that a message is not read. */
    boolean maySeeReading(History.Mail mail) {
        return takes(mail) && (mail.open() == Mode.CONSENT || (mail.open() == Mode.NOTICE && basis == Basis.ANY));
    }

    private static boolean consented(EventKind kind, History.Mail mail) {
        return switch (kind) {
            case OPENED, READ_RECEIPT, READ_TIME -> mail.open() == Mode.CONSENT;
            case CLICKED, ATTACHMENT_VIEWED, PAGE_VIEWED, PAGE_PINGED, FORM_SUBMITTED -> mail.link() == Mode.CONSENT;
            default -> true;
        };
    }
}
