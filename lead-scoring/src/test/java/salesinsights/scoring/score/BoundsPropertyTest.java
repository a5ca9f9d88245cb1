package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import salesinsights.tracking.verdict.JudgedEvent;

/** Caps hold whatever happens, in whatever order it arrives, and at every moment while points fade. */
class BoundsPropertyTest {
    private static final double ROUNDING = 1e-9;

    @Property(tries = 300)
    void aRuleNeverStandsForMoreThanItsCap(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Book book = arrived(model, history, seed);

        model.engagement()
                .filter(rule -> rule.limit().points() != null)
                .forEach(rule -> moments(history)
                        .forEach(at -> assertThat(Math.abs(points(book, at, Set.of(rule.id())::contains)))
                                .as(rule.id() + " at " + at)
                                .isLessThanOrEqualTo(Math.abs(rule.limit().points()) + ROUNDING)));
    }

    @Property(tries = 300)
    void aGroupNeitherGivesNorTakesMoreThanItsBounds(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Book book = arrived(model, history, seed);

        for (RuleGroup group : model.groups()) {
            Set<String> giving = ids(group, rule -> rule.points() >= 0);
            Set<String> taking = ids(group, rule -> rule.points() < 0);
            moments(history).forEach(at -> {
                if (group.most() != null) {
                    assertThat(points(book, at, giving::contains)).isBetween(-ROUNDING, group.most() + ROUNDING);
                }
                if (group.least() != null) {
                    assertThat(points(book, at, taking::contains)).isBetween(group.least() - ROUNDING, ROUNDING);
                }
            });
        }
    }

    @Property(tries = 300)
    void aRuleEarnsNoOftenerThanItSaysWithinItsWindow(
            @ForAll("models") ScoringModel model, @ForAll("histories") List<JudgedEvent> history, @ForAll long seed) {
        Book book = arrived(model, history, seed);

        model.engagement()
                .filter(rule -> rule.frequency() instanceof Frequency.Each)
                .forEach(rule -> {
                    List<Instant> paid = book.standing().stream()
                            .filter(entry -> entry.rule().equals(rule.id()))
                            .map(ScoreEntry::effectiveAt)
                            .sorted()
                            .toList();
                    for (int i = rule.limit().times(); i < paid.size(); i++) {
                        assertThat(Duration.between(paid.get(i - rule.limit().times()), paid.get(i)))
                                .as(rule.id())
                                .isGreaterThanOrEqualTo(rule.limit().window());
                    }
                });
    }

    private static Book arrived(ScoringModel model, List<JudgedEvent> history, long seed) {
        Random random = new Random(seed);
        List<JudgedEvent> waiting = new java.util.ArrayList<>(history);
        Collections.shuffle(waiting, random);
        Appraisal appraisal = new Appraisal(model);
        Book book = new Book(Drawn.TEAM, Drawn.LEAD, List.of());
        int seen = 0;
        while (seen < waiting.size()) {
            seen = Math.min(waiting.size(), seen + 1 + random.nextInt(5));
            List<Earned> earned = appraisal.engagement(waiting.subList(0, seen), event -> Map.of());
            book = book.with(book.missing(earned, Drawn.START.plus(Duration.ofDays(60)), UUID::randomUUID));
        }
        return book;
    }

    private static Set<String> ids(RuleGroup group, Predicate<Rule> of) {
        return group.rules().stream().filter(of).map(Rule::id).collect(Collectors.toSet());
    }

    /** What these rules stand for at a moment, with all that was taken back. */
    private static double points(Book book, Instant at, Predicate<String> rules) {
        return book.entries().stream()
                .filter(entry -> rules.test(entry.rule()))
                .mapToDouble(entry -> entry.at(at))
                .sum();
    }

    /** When something happened, and twice a day from then on for as long as anything is left. */
    private static List<Instant> moments(List<JudgedEvent> history) {
        return Stream.concat(
                        history.stream().map(JudgedEvent::occurredAt),
                        Stream.iterate(0, hours -> hours < 24 * 60, hours -> hours + 12)
                                .map(hours -> Drawn.START.plus(Duration.ofHours(hours))))
                .toList();
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
