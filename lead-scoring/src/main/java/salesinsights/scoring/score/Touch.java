package salesinsights.scoring.score;

import java.util.EnumSet;
import java.util.Set;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.JudgedEvent;

/** What counts as a person turning to us. */
final class Touch {
    private static final Set<EventKind> KINDS = EnumSet.of(
            EventKind.OPENED,
            EventKind.CLICKED,
            EventKind.REPLIED,
            EventKind.READ_RECEIPT,
            EventKind.PAGE_VIEWED,
            EventKind.FORM_SUBMITTED,
            EventKind.MEETING_BOOKED,
            EventKind.ATTACHMENT_VIEWED,
            EventKind.UNSUBSCRIBED);

    private Touch() {}

    static boolean isOne(JudgedEvent event) {
        return KINDS.contains(event.kind()) && event.isHuman();
    }
}
