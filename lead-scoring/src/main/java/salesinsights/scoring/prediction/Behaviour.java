package salesinsights.scoring.prediction;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.verdict.JudgedEvent;

/** What a lead did and what was done to it, as {@link Signal}s of one moment. A reply more never lowers one that counts up. */
final class Behaviour {
    private static final double HALF_LIFE_DAYS = 30;
    private static final Map<EventKind, Signal> COUNTED = new EnumMap<>(Map.ofEntries(
            Map.entry(EventKind.REPLIED, Signal.REPLIES),
            Map.entry(EventKind.MEETING_BOOKED, Signal.MEETINGS),
            Map.entry(EventKind.FORM_SUBMITTED, Signal.FORMS),
            Map.entry(EventKind.CLICKED, Signal.CLICKS),
            Map.entry(EventKind.OPENED, Signal.OPENS),
            Map.entry(EventKind.READ_RECEIPT, Signal.OPENS),
            Map.entry(EventKind.PAGE_VIEWED, Signal.PAGES),
            Map.entry(EventKind.ATTACHMENT_VIEWED, Signal.DOCUMENTS),
            Map.entry(EventKind.UNSUBSCRIBED, Signal.UNSUBSCRIBED)));
    /** Mail systems say these, not people: they count whole. */
    private static final Set<EventKind> RETURNED =
            EnumSet.of(EventKind.HARD_BOUNCED, EventKind.SOFT_BOUNCED, EventKind.COMPLAINED);

    private static final Duration WEEK = Duration.ofDays(7);

    private Behaviour() {}

    /** Signals at that moment, those that are 0 left out; what happened later is not looked at. */
    static Map<Signal, Double> at(Instant moment, List<SentTo> sent, List<JudgedEvent> events) {
        Map<Signal, Double> signals = new EnumMap<>(Signal.class);
        Map<UUID, Instant> sentAt = new HashMap<>();
        for (SentTo one : sent) {
            Instant at = one.sentAt();
            if (at != null && at.isBefore(moment)) {
                sentAt.put(one.recipient(), at);
            }
        }
        Set<UUID> answered = new HashSet<>();
        for (JudgedEvent event : events) {
            if (event.occurredAt().isBefore(moment)) {
                count(signals, event, moment);
                if (event.kind() == EventKind.REPLIED && event.isHuman()) {
                    answered.add(event.recipient());
                    quickness(signals, event, sentAt.get(event.recipient()));
                }
            }
        }
        if (!sentAt.isEmpty()) {
            signals.put(Signal.MESSAGES, (double) sentAt.size());
            signals.put(Signal.ANSWERED, Math.min(1, answered.size() / (double) sentAt.size()));
        }
        return signals;
    }

    private static void count(Map<Signal, Double> signals, JudgedEvent event, Instant moment) {
        if (RETURNED.contains(event.kind())) {
            signals.merge(Signal.BOUNCES, faded(event, moment), Double::sum);
            return;
        }
        Signal signal = COUNTED.get(event.kind());
        double weight = event.humanWeight();
        if (signal == null || weight <= 0) {
            return;
        }
        signals.merge(signal, weight * faded(event, moment), Double::sum);
        if (signal == Signal.UNSUBSCRIBED) {
            return;
        }
        Duration ago = Duration.between(event.occurredAt(), moment);
        if (event.isHuman()) {
            signals.merge(Signal.FRESHNESS, 1 / (1 + days(ago)), Math::max);
        }
        if ((signal == Signal.CLICKS || signal == Signal.PAGES) && ago.compareTo(WEEK.multipliedBy(2)) <= 0) {
            signals.merge(Signal.TREND, ago.compareTo(WEEK) <= 0 ? weight : -weight, Double::sum);
        }
    }

    private static double faded(JudgedEvent event, Instant moment) {
        return Math.pow(2, -days(Duration.between(event.occurredAt(), moment)) / HALF_LIFE_DAYS);
    }

    private static void quickness(Map<Signal, Double> signals, JudgedEvent reply, @Nullable Instant sentAt) {
        if (sentAt != null) {
            double hours =
                    Math.max(0, Duration.between(sentAt, reply.occurredAt()).toSeconds() / 3600.0);
            signals.merge(Signal.QUICKNESS, 1 / (1 + hours), Math::max);
        }
    }

    private static double days(Duration duration) {
        return duration.toSeconds() / 86_400.0;
    }
}
