package salesinsights.scoring.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

/** Models and histories as chance has them, for what must hold of any. */
final class Drawn {
    static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    static final TeamId TEAM = new TeamId(1);
    static final LeadId LEAD = new LeadId(new UUID(0, 1));

    private Drawn() {}

    /** The same event, judged anew. */
    static JudgedEvent rejudged(JudgedEvent event, Random random) {
        ActorKind actor = List.of(ActorKind.values()).get(random.nextInt(ActorKind.values().length));
        return with(event, actor, random.nextDouble(), event.revision() + 1);
    }

    static JudgedEvent with(JudgedEvent event, ActorKind actor, double confidence, int revision) {
        return new JudgedEvent(
                event.id(),
                event.team(),
                event.message(),
                event.recipient(),
                event.kind(),
                event.source(),
                event.occurredAt(),
                event.recordedAt(),
                null,
                null,
                Map.of(),
                actor,
                confidence,
                List.of(),
                revision,
                event.judgedAt());
    }

    /** Engagement rules of every kind, some behind others, some groups bounded. */
    static Arbitrary<ScoringModel> models() {
        return Arbitraries.randomValue(Drawn::randomModel);
    }

    private static ScoringModel randomModel(Random random) {
        List<RuleGroup> groups = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int g = 0; g < 1 + random.nextInt(3); g++) {
            List<Rule> rules = new ArrayList<>();
            for (int r = 0; r < 1 + random.nextInt(4); r++) {
                String id = "rule-" + g + "-" + r;
                rules.add(randomRule(id, ids, random));
                ids.add(id);
            }
            groups.add(new RuleGroup(
                    "group-" + g,
                    RuleGroup.Kind.ENGAGEMENT,
                    random.nextBoolean() ? (Double) (random.nextDouble() * 80) : null,
                    random.nextBoolean() ? (Double) (-random.nextDouble() * 40) : null,
                    rules));
        }
        return new ScoringModel("random", groups, Bands.SHIPPED);
    }

    private static EngagementRule randomRule(String id, List<String> before, Random random) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            kinds.add(EventKind.values()[random.nextInt(EventKind.values().length)]);
        }
        int least = 1 + random.nextInt(3);
        return new EngagementRule(
                id,
                new EventCondition(kinds, null),
                new EngagementRule.Counting(
                        EngagementRule.Weighing.values()[random.nextInt(3)],
                        random.nextDouble() * 0.5,
                        random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(600))),
                random.nextBoolean()
                        ? new Frequency.Each()
                        : new Frequency.Times(
                                least,
                                random.nextBoolean() ? Frequency.Times.NO_END : least + random.nextInt(2),
                                Duration.ofHours(1 + random.nextInt(400))),
                random.nextDouble() * 60 - 20,
                random.nextDouble(),
                new EngagementRule.Limit(
                        1 + random.nextInt(5),
                        Duration.ofDays(1 + random.nextInt(20)),
                        random.nextBoolean() ? (Double) (random.nextDouble() * 50) : null),
                random.nextBoolean()
                        ? new HalfLife(1 + random.nextInt(2_000_000))
                        : LinearFade.over(Duration.ofSeconds(1 + random.nextInt(4_000_000))),
                before.isEmpty() || random.nextInt(3) > 0 ? null : before.get(random.nextInt(before.size())),
                null,
                "why");
    }

    /** Up to forty events of thirty days, by people and machines, in no order. */
    static Arbitrary<List<JudgedEvent>> histories() {
        Arbitrary<JudgedEvent> event = Combinators.combine(
                        Arbitraries.of(EventKind.class),
                        Arbitraries.of(ActorKind.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 30 * 24 * 60),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.randomValue(random -> new UUID(random.nextLong(), random.nextLong())))
                .as((kind, actor, confidence, minute, message, id) -> {
                    Instant at = START.plus(Duration.ofMinutes(minute));
                    UUID mail = new UUID(7, message);
                    return new JudgedEvent(
                            id,
                            TEAM,
                            mail,
                            mail,
                            kind,
                            EventSource.PIXEL,
                            at,
                            at,
                            null,
                            null,
                            Map.of(),
                            actor,
                            confidence,
                            List.of(),
                            1,
                            at);
                });
        return event.list().ofMaxSize(40);
    }
}
