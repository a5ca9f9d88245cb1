package salesinsights.scoring.score;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.verdict.JudgedEvent;

/** An event as a rule counts it: when, and how much of it. */
record Counted(JudgedEvent event, Instant when, double weight) {
    static final Comparator<Counted> IN_TIME =
            Comparator.comparing(Counted::when).thenComparing(one -> one.event().id());

    /** A sender's clock may run ahead; nothing takes effect before we knew of it. Microseconds, as stored. */
    static Instant momentOf(JudgedEvent event) {
        Instant earlier = event.occurredAt().isBefore(event.recordedAt()) ? event.occurredAt() : event.recordedAt();
        return earlier.truncatedTo(ChronoUnit.MICROS);
    }

    static double weight(EngagementRule rule, JudgedEvent event) {
        return switch (rule.counting().weighing()) {
            case PERSON -> event.humanWeight();
            case FACT -> 1;
            case NOT_MACHINE -> event.actor().isMachine() ? 0 : 1;
        };
    }

    /** Of several in one sitting over one message, the surest; the earlier if they are level. */
    static List<Counted> sittings(Duration session, List<Counted> counted) {
        if (session.isZero()) {
            return counted;
        }
        Map<UUID, List<Counted>> open = new HashMap<>();
        List<List<Counted>> sittings = new ArrayList<>();
        for (Counted one : counted) {
            List<Counted> sitting = open.get(one.event().message());
            if (sitting == null || one.when().isAfter(sitting.getLast().when().plus(session))) {
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
                .sorted(IN_TIME)
                .toList();
    }
}
