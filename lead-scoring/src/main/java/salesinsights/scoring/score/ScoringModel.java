package salesinsights.scoring.score;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.scoring.score.EngagementRule.Weighing;
import salesinsights.tracking.event.EventKind;

/**
 * What earns how much. A published version never changes; another weight is another version.
 *
 * @param version stands on every ledger entry
 */
record ScoringModel(String version, List<EngagementRule> rules, FitRules fit) {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SITTING = Duration.ofMinutes(30);

    /**
     * For B2B sales by mail. The weights are an order, not a measurement: what costs a person effort says more than
     * what a mail program does for them.
     */
    static final ScoringModel DEFAULT = new ScoringModel(
            "2026-11-2",
            List.of(
                    person(
                            "meeting",
                            EventKind.MEETING_BOOKED,
                            60,
                            30,
                            1,
                            3,
                            "A meeting is the strongest interest there is."),
                    person("reply", EventKind.REPLIED, 40, 30, 0.5, 5, "Somebody took the time to answer."),
                    person("form", EventKind.FORM_SUBMITTED, 30, 14, 0.5, 3, "A form is filled in on purpose."),
                    person("click", EventKind.CLICKED, 12, 14, 0.7, 6, "A click is a decision, a small one."),
                    person(
                            "attachment",
                            EventKind.ATTACHMENT_VIEWED,
                            10,
                            14,
                            0.7,
                            5,
                            "Documents are opened by those who read on."),
                    person("page", EventKind.PAGE_VIEWED, 3, 7, 0.7, 10, "Visits add up."),
                    person("attention", EventKind.PAGE_PINGED, 1, 7, 0.7, 10, "Who stays on a page reads it."),
                    new EngagementRule(
                            "open",
                            Set.of(EventKind.OPENED),
                            4,
                            HalfLife.ofDays(7),
                            Weighing.PERSON,
                            0.3,
                            0.7,
                            6,
                            WEEK,
                            SITTING,
                            "Opens are the weakest sign: many are machines, and most readers are never seen."),
                    person("read-receipt", EventKind.READ_RECEIPT, 6, 7, 0.5, 3, "The reader agreed to tell."),
                    fact("hard-bounce", EventKind.HARD_BOUNCED, -30, 90, Weighing.FACT, "The address does not exist."),
                    fact("rejected", EventKind.REJECTED, -10, 30, Weighing.FACT, "The mail was refused."),
                    fact("soft-bounce", EventKind.SOFT_BOUNCED, -2, 7, Weighing.FACT, "The mailbox was full or away."),
                    fact(
                            "complaint",
                            EventKind.COMPLAINED,
                            -80,
                            365,
                            Weighing.NOT_MACHINE,
                            "The mail was called spam."),
                    fact(
                            "unsubscribe",
                            EventKind.UNSUBSCRIBED,
                            -40,
                            180,
                            Weighing.NOT_MACHINE,
                            "The person asked for no more mail.")),
            new FitRules());

    ScoringModel {
        rules = List.copyOf(rules);
        Map<EventKind, List<String>> claims = new EnumMap<>(EventKind.class);
        for (EngagementRule rule : rules) {
            rule.kinds().forEach(kind -> claims.merge(kind, List.of(rule.id()), ScoringModel::both));
        }
        claims.forEach((kind, ids) -> {
            if (ids.size() > 1) {
                throw new IllegalArgumentException("two rules for " + kind + ": " + ids);
            }
        });
    }

    private static List<String> both(List<String> some, List<String> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream()).collect(Collectors.toList());
    }

    private static EngagementRule person(
            String id, EventKind kind, double points, int halfLifeDays, double repeat, int atMost, String why) {
        return new EngagementRule(
                id,
                Set.of(kind),
                points,
                HalfLife.ofDays(halfLifeDays),
                Weighing.PERSON,
                0.3,
                repeat,
                atMost,
                WEEK,
                Duration.ZERO,
                why);
    }

    private static EngagementRule fact(
            String id, EventKind kind, double points, int halfLifeDays, Weighing weighing, String why) {
        return new EngagementRule(
                id,
                Set.of(kind),
                points,
                HalfLife.ofDays(halfLifeDays),
                weighing,
                0.3,
                0.5,
                2,
                WEEK,
                Duration.ZERO,
                why);
    }

    Optional<EngagementRule> ruleOf(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
