package salesinsights.scoring.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.History.Mail;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What one rule may fire on in a lead's history. The same reading serves when something happens, when a rule acts, and
 * when somebody asks how often it would have fired.
 */
final class Occasions {
    private static final String NO_MORE = "What it was about is no longer so.";
    private static final int DAYS_A_WEEK = 7;

    private final FollowUpRule rule;
    private final History history;
    private final Waiting waiting;

    Occasions(FollowUpRule rule, History history, Waiting waiting) {
        this.rule = rule;
        this.history = history;
        this.waiting = waiting;
    }

    /** When a wait of so many business days that began at a moment is over. */
    @FunctionalInterface
    interface Waiting {
        Instant over(Instant from, int businessDays);
    }

    /** All of them, whether or not something came between; none of rules that follow the score. */
    List<Occasion> all() {
        if (!rule.only().takes(history.lead())) {
            return List.of();
        }
        return switch (rule.when()) {
            case Trigger.Hot hot -> List.of();
            case Trigger.Clicked(String link) -> each(mail -> clicked(mail, link));
            case Trigger.ReadUnanswered(int days) ->
                each(mail -> firstRead(mail)
                        .map(read -> about(mail, read.occurredAt(), waiting.over(read.occurredAt(), days))));
            case Trigger.NotRead(int days) ->
                each(mail -> rule.only().maySeeReading(mail)
                        ? Optional.of(about(mail, mail.sentAt(), waiting.over(mail.sentAt(), days)))
                        : Optional.empty());
            case Trigger.Bounced bounced -> bounced().stream().toList();
            case Trigger.Answered answered -> events(EventKind.REPLIED);
            case Trigger.Quiet(int days) -> quiet(days);
            case Trigger.Reopened(int weeks) -> each(mail -> reopened(mail, weeks));
            case Trigger.Meeting meeting -> events(EventKind.MEETING_BOOKED);
        };
    }

    /** The occasion with this anchor, if there still is one. */
    Optional<Occasion> at(String anchor) {
        return all().stream().filter(one -> one.anchor().equals(anchor)).findFirst();
    }

    /** Why the rule does not fire on it, by what is known at that moment; null if it does once the time has come. */
    @Nullable
    String against(@Nullable Occasion occasion, Instant asOf) {
        if (occasion == null) {
            return NO_MORE;
        }
        return switch (rule.when()) {
            case Trigger.Hot hot -> null;
            case Trigger.Bounced bounced -> null;
            case Trigger.Meeting meeting -> left(asOf);
            case Trigger.NotRead notRead -> unread(Objects.requireNonNull(occasion.mail()), asOf);
            case Trigger.ReadUnanswered read -> unanswered(Objects.requireNonNull(occasion.mail()), asOf);
            case Trigger.Clicked clicked -> untouched(occasion, asOf);
            case Trigger.Reopened reopened -> untouched(occasion, asOf);
            case Trigger.Answered answered ->
                history.writtenSince(occasion.since(), asOf).isPresent() ? "We have written since." : left(asOf);
            case Trigger.Quiet quiet -> stillQuiet(occasion, asOf);
        };
    }

    private @Nullable String unread(Mail mail, Instant asOf) {
        if (history.answeredSince(mail.sentAt(), asOf)) {
            return "The lead has answered.";
        }
        if (history.wasRead(mail, asOf)) {
            return "The lead has read it.";
        }
        if (history.isSuperseded(mail, asOf)) {
            return "A newer message went out.";
        }
        if (history.hasBounced(mail, asOf)) {
            return "The message bounced.";
        }
        return mail.watched() ? left(asOf) : "The lead may not be watched any more.";
    }

    private @Nullable String unanswered(Mail mail, Instant asOf) {
        if (history.answeredSince(mail.sentAt(), asOf)) {
            return "The lead has answered.";
        }
        return history.isSuperseded(mail, asOf) ? "A newer message went out." : left(asOf);
    }

    private @Nullable String untouched(Occasion occasion, Instant asOf) {
        return history.answeredSince(occasion.since(), asOf) ? "The lead has answered." : left(asOf);
    }

    private @Nullable String left(Instant asOf) {
        return history.hasLeft(asOf) ? "The lead asked for no more mail." : null;
    }

    private List<Occasion> each(java.util.function.Function<Mail, Optional<Occasion>> reading) {
        return history.mails().stream().map(reading).flatMap(Optional::stream).toList();
    }

    private static Occasion about(Mail mail, Instant since, Instant dueAt) {
        return new Occasion(mail.recipient().toString(), mail, since, dueAt, "");
    }

    private Stream<JudgedEvent> counted(Mail mail) {
        return history.of(mail).filter(event -> rule.only().takes(event, mail));
    }

    private Optional<JudgedEvent> firstRead(Mail mail) {
        return counted(mail).filter(History::isReading).findFirst();
    }

    private Optional<Occasion> clicked(Mail mail, String text) {
        return counted(mail)
                .filter(event -> event.kind() == EventKind.CLICKED && event.linkPosition() != null)
                .filter(event -> labelOf(event).contains(text))
                .findFirst()
                .map(event -> new Occasion(
                        mail.recipient().toString(), mail, event.occurredAt(), event.occurredAt(), labelOf(event)));
    }

    private String labelOf(JudgedEvent event) {
        Integer position = event.linkPosition();
        return position == null ? "" : history.links().getOrDefault(new History.Place(event.message(), position), "");
    }

    private Optional<Occasion> bounced() {
        String address = history.lead().email();
        if (address == null) {
            return Optional.empty();
        }
        Map<UUID, Mail> mails = history.byRecipient();
        Set<EventKind> dead = Set.of(EventKind.HARD_BOUNCED, EventKind.REJECTED);
        return history.events().stream()
                .filter(event -> dead.contains(event.kind()) && mails.containsKey(event.recipient()))
                .filter(event -> rule.only().takes(Objects.requireNonNull(mails.get(event.recipient()))))
                .findFirst()
                // The address, not the message: ten messages to a dead address are one thing to fix.
                .map(event -> new Occasion(
                        Ids.named(address).toString(),
                        mails.get(event.recipient()),
                        event.occurredAt(),
                        event.occurredAt(),
                        ""));
    }

    private List<Occasion> events(EventKind kind) {
        List<Occasion> found = new ArrayList<>();
        for (Mail mail : history.mails()) {
            counted(mail)
                    .filter(event -> event.kind() == kind)
                    .forEach(event -> found.add(
                            new Occasion(event.id().toString(), mail, event.occurredAt(), happenedAt(event), "")));
        }
        return found;
    }

    /** A meeting is over when it ends, if whoever told of it said when. */
    private static Instant happenedAt(JudgedEvent event) {
        String said = event.detail().getOrDefault("endsAt", event.detail().get("startsAt"));
        try {
            Instant told = said == null ? event.occurredAt() : Instant.parse(said);
            return told.isAfter(event.occurredAt()) ? told : event.occurredAt();
        } catch (DateTimeParseException strange) {
            return event.occurredAt();
        }
    }

    /** Each time that a person was heard of, and then not for at least so many days. */
    private List<Occasion> quiet(int days) {
        Map<UUID, Mail> mails = history.byRecipient();
        List<JudgedEvent> heard = history.events().stream()
                .filter(History::isTouch)
                .filter(event -> mails.containsKey(event.recipient())
                        && rule.only().takes(event, Objects.requireNonNull(mails.get(event.recipient()))))
                .toList();
        List<Occasion> found = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            JudgedEvent last = heard.get(i);
            // Business days are never shorter than days.
            boolean goesOn = i + 1 < heard.size()
                    && heard.get(i + 1).occurredAt().isBefore(last.occurredAt().plus(Duration.ofDays(days)));
            if (!goesOn) {
                found.add(new Occasion(
                        last.id().toString(), mails.get(last.recipient()), last.occurredAt(), quietAt(last, days), ""));
            }
        }
        return found;
    }

    /** What we write while we wait starts the wait anew. */
    private Instant quietAt(JudgedEvent last, int days) {
        Instant over = waiting.over(last.occurredAt(), days);
        for (Mail mail : history.mails()) {
            if (mail.sentAt().isAfter(last.occurredAt()) && !mail.sentAt().isAfter(over)) {
                over = waiting.over(mail.sentAt(), days);
            }
        }
        return over;
    }

    private @Nullable String stillQuiet(Occasion occasion, Instant asOf) {
        if (history.heardBetween(occasion.since(), asOf)) {
            return "The lead has been heard of again.";
        }
        return history.lead().outcome() == null ? left(asOf) : "The lead is won or lost.";
    }

    private Optional<Occasion> reopened(Mail mail, int weeks) {
        Duration gap = Duration.ofDays((long) weeks * DAYS_A_WEEK);
        List<JudgedEvent> reads = counted(mail).filter(History::isReading).toList();
        for (int i = reads.size() - 1; i > 0; i--) {
            Instant at = reads.get(i).occurredAt();
            Duration rested = Duration.between(reads.get(i - 1).occurredAt(), at);
            if (rested.compareTo(gap) >= 0) {
                return Optional.of(new Occasion(
                        reads.get(i).id().toString(), mail, at, at, Long.toString(rested.toDays() / DAYS_A_WEEK)));
            }
        }
        return Optional.empty();
    }
}
