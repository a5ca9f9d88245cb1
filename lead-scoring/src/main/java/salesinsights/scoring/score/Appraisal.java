package salesinsights.scoring.score;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.verdict.JudgedEvent;

/** What a lead has earned, from everything that is known of it. Order of arrival does not matter: it sorts first. */
final class Appraisal {
    private final ScoringModel model;

    Appraisal(ScoringModel model) {
        this.model = model;
    }

    /** Fit points of the lead and engagement points of its events. */
    List<Earned> of(Lead lead, List<JudgedEvent> events, Context context) {
        List<Earned> earned = new ArrayList<>();
        Instant since = lead.createdAt().truncatedTo(ChronoUnit.MICROS);
        model.fit()
                .of(lead)
                .forEach(fit -> earned.add(new Earned(fit.rule(), fit.points(), null, since, null, Map.of())));
        earned.addAll(engagement(events, context));
        return earned;
    }

    /** What sentences name about an event: the message's subject, the link's label. */
    @FunctionalInterface
    interface Context {
        Map<String, String> of(JudgedEvent event);
    }

    List<Earned> engagement(List<JudgedEvent> events, Context context) {
        List<JudgedEvent> inOrder = events.stream()
                .sorted(Comparator.comparing(Appraisal::when).thenComparing(JudgedEvent::id))
                .toList();
        List<Earned> earned = new ArrayList<>();
        for (EngagementRule rule : model.rules()) {
            List<Counted> counted = sittings(rule, weighed(rule, inOrder));
            earned.addAll(paid(rule, counted, context));
        }
        return earned;
    }

    private record Counted(JudgedEvent event, double weight) {}

    private static List<Counted> weighed(EngagementRule rule, List<JudgedEvent> events) {
        return events.stream()
                .filter(event -> rule.kinds().contains(event.kind()))
                .map(event -> new Counted(event, weight(rule, event)))
                .filter(counted -> counted.weight() > 0 && counted.weight() >= rule.minimumWeight())
                .toList();
    }

    private static double weight(EngagementRule rule, JudgedEvent event) {
        return switch (rule.weighing()) {
            case PERSON -> event.humanWeight();
            case FACT -> 1;
            case NOT_MACHINE -> event.actor().isMachine() ? 0 : 1;
        };
    }

    /** Of several in one sitting over one message, the surest; the earlier if they are level. */
    private static List<Counted> sittings(EngagementRule rule, List<Counted> counted) {
        if (rule.session().isZero()) {
            return counted;
        }
        Map<UUID, List<Counted>> open = new HashMap<>();
        List<List<Counted>> sittings = new ArrayList<>();
        for (Counted one : counted) {
            List<Counted> sitting = open.get(one.event().message());
            if (sitting == null
                    || when(one.event()).isAfter(when(sitting.getLast().event()).plus(rule.session()))) {
                sitting = new ArrayList<>();
                open.put(one.event().message(), sitting);
                sittings.add(sitting);
            }
            sitting.add(one);
        }
        return sittings.stream()
                .map(sitting -> sitting.stream()
                        .reduce((best, next) -> next.weight() > best.weight() ? next : best)
                        .orElseThrow())
                .sorted(Comparator.comparing((Counted one) -> when(one.event()))
                        .thenComparing(one -> one.event().id()))
                .toList();
    }

    private static List<Earned> paid(EngagementRule rule, List<Counted> counted, Context context) {
        List<Earned> earned = new ArrayList<>();
        Deque<Instant> recent = new ArrayDeque<>();
        for (Counted one : counted) {
            Instant when = when(one.event());
            while (!recent.isEmpty() && recent.peekFirst().isBefore(when.minus(rule.window()))) {
                recent.removeFirst();
            }
            if (recent.size() < rule.atMost()) {
                double points = rule.points() * one.weight() * Math.pow(rule.repeat(), recent.size());
                earned.add(new Earned(
                        rule.id(), points, rule.halfLife(), when, one.event().id(), context.of(one.event())));
                recent.addLast(when);
            }
        }
        return earned;
    }

    /** A sender's clock may run ahead; nothing takes effect before we knew of it. Microseconds, as stored. */
    private static Instant when(JudgedEvent event) {
        Instant earlier = event.occurredAt().isBefore(event.recordedAt()) ? event.occurredAt() : event.recordedAt();
        return earlier.truncatedTo(ChronoUnit.MICROS);
    }
}
