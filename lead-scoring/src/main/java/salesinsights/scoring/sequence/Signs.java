package salesinsights.scoring.sequence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.sequence.Plan.StopOn;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What is known of a lead that is on its way: the judged events of all mail to its address.
 *
 * @param events of this person; nothing of purposes that they do not want
 * @param messages by recipient
 * @param links of the last mail, by position: label and address in lower case
 */
record Signs(List<JudgedEvent> events, Map<UUID, UUID> messages, Map<Integer, String> links) {
    private static final Set<EventKind> READING = Set.of(
            EventKind.OPENED,
            EventKind.CLICKED,
            EventKind.READ_RECEIPT,
            EventKind.PAGE_VIEWED,
            EventKind.FORM_SUBMITTED,
            EventKind.ATTACHMENT_VIEWED,
            EventKind.REPLIED);
    private static final Set<EventKind> GONE = Set.of(EventKind.HARD_BOUNCED, EventKind.REJECTED);
    private static final Set<EventKind> LEAVING = Set.of(EventKind.UNSUBSCRIBED, EventKind.COMPLAINED);

    /** What ends an enrolment that began at that moment, the first of it. */
    Optional<Cause> against(Plan plan, Instant began) {
        return events.stream()
                .filter(event -> !event.occurredAt().isBefore(began))
                .flatMap(event -> cause(plan, event).stream())
                .findFirst();
    }

    private static Optional<Cause> cause(Plan plan, JudgedEvent event) {
        EventKind kind = event.kind();
        if (GONE.contains(kind)) {
            return Optional.of(Cause.BOUNCED);
        }
        if (LEAVING.contains(kind)) {
            return Optional.of(Cause.OPTED_OUT);
        }
        if (kind == EventKind.REPLIED && event.isHuman() && plan.stopOn().contains(StopOn.ANSWER)) {
            return Optional.of(Cause.ANSWERED);
        }
        boolean met = kind == EventKind.MEETING_BOOKED && event.isHuman();
        return met && plan.stopOn().contains(StopOn.MEETING) ? Optional.of(Cause.MEETING) : Optional.empty();
    }

    /** Whether a person did with the message what the branch looks for. */
    boolean show(Step.Branch branch, @Nullable UUID message) {
        return message != null
                && events.stream()
                        .filter(event -> message.equals(messages.get(event.recipient())))
                        .filter(JudgedEvent::isHuman)
                        .anyMatch(event -> isSign(branch, event));
    }

    private boolean isSign(Step.Branch branch, JudgedEvent event) {
        return switch (branch.on()) {
            case OPENED -> READING.contains(event.kind());
            case CLICKED -> event.kind() == EventKind.CLICKED && isMeant(branch, event);
            case ANSWERED -> event.kind() == EventKind.REPLIED || event.kind() == EventKind.MEETING_BOOKED;
        };
    }

    private boolean isMeant(Step.Branch branch, JudgedEvent event) {
        Integer position = event.linkPosition();
        String link = position == null ? "" : links.getOrDefault(position, "");
        return branch.link().isEmpty() || link.toLowerCase(Locale.ROOT).contains(branch.link());
    }
}
