package salesinsights.scoring.followup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What happened between us and a lead, as far as it is known: the newest messages to its address and what came of them.
 *
 * @param mails oldest first
 * @param events judged, oldest first; nothing of purposes that the person does not want
 * @param links by message and position, of messages with clicks, in lower case, label and address
 */
record History(Lead lead, List<Mail> mails, List<JudgedEvent> events, Map<Place, String> links) {
    private static final Set<EventKind> READING = Set.of(
            EventKind.OPENED,
            EventKind.CLICKED,
            EventKind.READ_RECEIPT,
            EventKind.PAGE_VIEWED,
            EventKind.FORM_SUBMITTED,
            EventKind.ATTACHMENT_VIEWED);
    private static final Set<EventKind> ANSWERS = Set.of(EventKind.REPLIED, EventKind.MEETING_BOOKED);
    private static final Set<EventKind> LEAVING = Set.of(EventKind.UNSUBSCRIBED, EventKind.COMPLAINED);
    private static final Set<EventKind> BOUNCES =
            Set.of(EventKind.HARD_BOUNCED, EventKind.SOFT_BOUNCED, EventKind.REJECTED);

    History {
        mails = List.copyOf(mails);
        events = List.copyOf(events);
        links = Map.copyOf(links);
    }

    /** A link in a message. */
    record Place(UUID message, int position) {}

    /**
     * One message to the lead.
     *
     * @param watched false if the person may not be watched (any more)
     */
    record Mail(
            UUID recipient,
            UUID message,
            String subject,
            String sender,
            @Nullable String campaign,
            Instant sentAt,
            Mode open,
            Mode link,
            boolean watched) {}

    static boolean isReading(JudgedEvent event) {
        return READING.contains(event.kind());
    }

    static boolean isTouch(JudgedEvent event) {
        return event.isHuman() && (isReading(event) || ANSWERS.contains(event.kind()));
    }

    Map<UUID, Mail> byRecipient() {
        return mails.stream().collect(Collectors.toMap(Mail::recipient, Function.identity()));
    }

    Stream<JudgedEvent> of(Mail mail) {
        return events.stream().filter(event -> event.recipient().equals(mail.recipient()));
    }

    boolean wasRead(Mail mail, Instant asOf) {
        return of(mail).anyMatch(event -> isReading(event) && event.isHuman() && isKnown(event, asOf));
    }

    /** Only a privacy proxy fetched it, so that it may have been read unseen. */
    boolean isMasked(Mail mail) {
        return of(mail).anyMatch(event -> event.kind() == EventKind.OPENED && event.actor() == ActorKind.PRIVACY_PROXY);
    }

    boolean hasBounced(Mail mail, Instant asOf) {
        return of(mail).anyMatch(event -> BOUNCES.contains(event.kind()) && isKnown(event, asOf));
    }

    /** The person wrote or met us after that moment, whatever the message. */
    boolean answeredSince(Instant moment, Instant asOf) {
        return any(
                event -> ANSWERS.contains(event.kind())
                        && event.isHuman()
                        && !event.occurredAt().isBefore(moment),
                asOf);
    }

    /** The person did something after that moment. */
    boolean heardBetween(Instant moment, Instant asOf) {
        return any(event -> isTouch(event) && event.occurredAt().isAfter(moment), asOf);
    }

    /** The person asked for no more mail. */
    boolean hasLeft(Instant asOf) {
        return any(event -> LEAVING.contains(event.kind()), asOf);
    }

    /** The first message that went out after that moment. */
    Optional<Mail> writtenSince(Instant moment, Instant asOf) {
        return mails.stream()
                .filter(mail -> mail.sentAt().isAfter(moment) && !mail.sentAt().isAfter(asOf))
                .findFirst();
    }

    /** A message that went out after this one. */
    boolean isSuperseded(Mail mail, Instant asOf) {
        Mail newest = mail;
        for (Mail each : mails) {
            if (!each.sentAt().isAfter(asOf)) {
                newest = each;
            }
        }
        return !newest.recipient().equals(mail.recipient()) && !newest.sentAt().isBefore(mail.sentAt());
    }

    private boolean any(Predicate<JudgedEvent> what, Instant asOf) {
        return events.stream().anyMatch(event -> what.test(event) && isKnown(event, asOf));
    }

    private static boolean isKnown(JudgedEvent event, Instant asOf) {
        return !event.occurredAt().isAfter(asOf);
    }
}
