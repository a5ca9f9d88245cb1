package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

class LedgerPropertyTest {
    private static final Instant START = Drawn.START;
    private static final TeamId TEAM = Drawn.TEAM;
    private static final LeadId LEAD = Drawn.LEAD;
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
                arrived.set(which, Drawn.rejudged(arrived.get(which), random));
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
                arrived.set(which, Drawn.rejudged(arrived.get(which), random));
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

    @Property(tries = 200)
    void whatWasKnownAtAMomentIsFoundAgainWhateverCameAfterIt(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Random random = new Random(seed);
        Appraisal appraisal = new Appraisal(model);
        Book book = new Book(TEAM, LEAD, List.of());
        List<JudgedEvent> arrived = new ArrayList<>();
        List<JudgedEvent> waiting = new ArrayList<>(history);
        Collections.shuffle(waiting, random);
        Instant now = START.plus(Duration.ofDays(60));
        Map<Instant, Book> then = new LinkedHashMap<>();
        for (JudgedEvent event : waiting) {
            arrived.add(event);
            int which = random.nextInt(arrived.size());
            arrived.set(which, Drawn.rejudged(arrived.get(which), random));
            now = now.plusSeconds(1 + random.nextInt(100_000));
            book = scored(appraisal, book, arrived, now);
            then.put(now, book);
        }
        Book whole = book;

        then.forEach((moment, known) -> {
            Book again = whole.knownAt(moment.plusNanos(random.nextInt(1_000_000_000)));
            assertThat(again.standing()).containsExactlyInAnyOrderElementsOf(known.standing());
            for (int days : new int[] {0, 3, 20, 60, 400}) {
                Instant at = START.plus(Duration.ofDays(days));
                assertThat(again.points(at)).isCloseTo(known.points(at), within(1e-9));
            }
        });
        assertThat(whole.knownAt(START).entries()).isEmpty();
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
                .map(event -> Drawn.with(event, ActorKind.SCANNER, 0.9, 1))
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

    @Provide
    Arbitrary<ScoringModel> models() {
        return Drawn.models();
    }

    @Provide
    Arbitrary<List<JudgedEvent>> histories() {
        return Drawn.histories();
    }
}
