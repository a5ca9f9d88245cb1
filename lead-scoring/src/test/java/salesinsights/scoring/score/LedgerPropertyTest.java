package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

class LedgerPropertyTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final TeamId TEAM = new TeamId(1);
    private static final LeadId LEAD = new LeadId(new UUID(0, 1));
    private static final Appraisal APPRAISAL = new Appraisal(ScoringModel.DEFAULT);

    @Property(tries = 300)
    void theLedgerEqualsARecomputationInAnyOrderOfArrivalAndAfterAnyReclassification(
            @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Random random = new Random(seed);
        Book book = new Book(TEAM, LEAD, List.of());
        List<JudgedEvent> arrived = new ArrayList<>();
        List<JudgedEvent> waiting = new ArrayList<>(history);
        Collections.shuffle(waiting, random);
        Instant now = START.plus(Duration.ofDays(60));
        for (JudgedEvent event : waiting) {
            arrived.add(event);
            if (random.nextInt(3) == 0) {
                int which = random.nextInt(arrived.size());
                arrived.set(which, rejudged(arrived.get(which), random));
            }
            if (random.nextBoolean()) {
                now = now.plusSeconds(random.nextInt(100_000));
                book = scored(book, arrived, now);
            }
        }
        book = scored(book, arrived, now);

        Book afresh = scored(new Book(TEAM, LEAD, List.of()), arrived, now);
        for (int days : new int[] {0, 1, 20, 60, 400}) {
            Instant at = START.plus(Duration.ofDays(days));
            assertThat(book.points(at)).isCloseTo(afresh.points(at), within(1e-9));
        }
        assertThat(book.missing(APPRAISAL.engagement(arrived, event -> Map.of()), now, UUID::randomUUID))
                .isEmpty();
    }

    @Property(tries = 300)
    void soItIsForAnyModel(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Random random = new Random(seed);
        Appraisal appraisal = new Appraisal(model);
        Book book = new Book(TEAM, LEAD, List.of());
        List<JudgedEvent> arrived = new ArrayList<>();
        List<JudgedEvent> waiting = new ArrayList<>(history);
        Collections.shuffle(waiting, random);
        Instant now = START.plus(Duration.ofDays(60));
        for (JudgedEvent event : waiting) {
            arrived.add(event);
            if (random.nextInt(3) == 0) {
                int which = random.nextInt(arrived.size());
                arrived.set(which, rejudged(arrived.get(which), random));
            }
            now = now.plusSeconds(random.nextInt(100_000));
            book = scored(appraisal, book, arrived, now);
        }
        Collections.shuffle(arrived, random);

        Book afresh = scored(appraisal, new Book(TEAM, LEAD, List.of()), arrived, now);
        for (int days : new int[] {0, 1, 20, 31, 60, 400}) {
            Instant at = START.plus(Duration.ofDays(days));
            assertThat(book.points(at)).isCloseTo(afresh.points(at), within(1e-9));
            assertThat(book.points(at))
                    .isCloseTo(
                            book.entries().stream()
                                    .mapToDouble(entry -> entry.at(at))
                                    .sum(),
                            within(1e-9));
        }
        Instant later = now.plus(Duration.ofDays(3));
        assertThat(faded(new Standings.Closing(book, null, "m").parts(now), now, later))
                .isCloseTo(book.points(later), within(1e-9));
        assertThat(book.missing(appraisal.engagement(arrived, event -> Map.of()), now, UUID::randomUUID))
                .isEmpty();
    }

    @Property(tries = 100)
    void aModelThatHoldsFromNowOnLeavesWhatWasEarnedBefore(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history) {
        Instant from = START.plus(Duration.ofDays(15));
        Regime regime = new Regime(
                List.of(new Regime.Era(ScoringModel.DEFAULT, Instant.MIN), new Regime.Era(model, from)),
                "m",
                Bands.SHIPPED.lines());
        List<Earned> earned = regime.engagement(history, event -> Map.of());

        assertThat(earned)
                .allSatisfy(one -> assertThat(one.version())
                        .isEqualTo(one.effectiveAt().isBefore(from) ? ScoringModel.DEFAULT.version() : "random"));
        assertThat(earned.stream().filter(one -> one.effectiveAt().isBefore(from)))
                .containsExactlyInAnyOrderElementsOf(APPRAISAL.engagement(history, event -> Map.of()).stream()
                        .filter(one -> one.effectiveAt().isBefore(from))
                        .toList());
    }

    private static double faded(Map<Long, Double> parts, Instant asOf, Instant later) {
        return parts.entrySet().stream()
                .mapToDouble(part -> (part.getKey() > 0 ? new HalfLife(part.getKey()) : new LinearFade(-part.getKey()))
                        .fade(part.getValue(), asOf, later))
                .sum();
    }

    @Property(tries = 200)
    void whatMachinesDoWeighsNothing(@ForAll("histories") List<JudgedEvent> history) {
        List<JudgedEvent> byScanners = history.stream()
                .filter(event -> ScoringModel.DEFAULT
                        .engagement()
                        .noneMatch(rule -> rule.counting().weighing() == EngagementRule.Weighing.FACT
                                && rule.when().kinds().contains(event.kind())))
                .map(event -> with(event, ActorKind.SCANNER, 0.9, 1))
                .toList();

        assertThat(APPRAISAL.engagement(byScanners, event -> Map.of())).isEmpty();
    }

    @Property(tries = 200)
    void theSumPerHalfLifeKeptBesideTheLedgerIsTheLedger(@ForAll("histories") List<JudgedEvent> history) {
        Instant now = START.plus(Duration.ofDays(30));
        Book book = scored(new Book(TEAM, LEAD, List.of()), history, now);
        Instant later = now.plus(Duration.ofDays(11));
        double kept = new Standings.Closing(book, null, "test")
                .parts(now).entrySet().stream()
                        .mapToDouble(part -> new HalfLife(part.getKey()).fade(part.getValue(), now, later))
                        .sum();

        assertThat(kept).isCloseTo(book.points(later), within(1e-9));
    }

    private static Book scored(Book book, List<JudgedEvent> events, Instant now) {
        return scored(APPRAISAL, book, events, now);
    }

    private static Book scored(Appraisal appraisal, Book book, List<JudgedEvent> events, Instant now) {
        List<Earned> earned = appraisal.engagement(events, event -> Map.of());
        return book.with(book.missing(earned, now, UUID::randomUUID));
    }

    private static JudgedEvent rejudged(JudgedEvent event, Random random) {
        ActorKind actor = List.of(ActorKind.values()).get(random.nextInt(ActorKind.values().length));
        return with(event, actor, random.nextDouble(), event.revision() + 1);
    }

    private static JudgedEvent with(JudgedEvent event, ActorKind actor, double confidence, int revision) {
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

    @Provide
    Arbitrary<ScoringModel> models() {
        return Arbitraries.randomValue(LedgerPropertyTest::randomModel);
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

    @Provide
    Arbitrary<List<JudgedEvent>> histories() {
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
