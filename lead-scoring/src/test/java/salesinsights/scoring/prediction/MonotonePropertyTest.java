package salesinsights.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

/** Learned where answers go with losing, so that a model that may do as it likes would punish them. */
class MonotonePropertyTest {
    private static final Instant NOW = Instant.parse("2026-05-12T09:00:00Z");
    private static final List<EventKind> KINDS = List.of(
            EventKind.OPENED,
            EventKind.CLICKED,
            EventKind.REPLIED,
            EventKind.PAGE_VIEWED,
            EventKind.FORM_SUBMITTED,
            EventKind.UNSUBSCRIBED,
            EventKind.HARD_BOUNCED);
    private static final Scorecard PERVERSE = learned();

    private static Scorecard learned() {
        Random dice = new Random(11);
        List<Example> examples = IntStream.range(0, 1_200)
                .mapToObj(i -> {
                    List<SentTo> sent = sent(dice, 1 + dice.nextInt(4));
                    List<JudgedEvent> events = events(dice, sent, dice.nextInt(12));
                    long replies = events.stream()
                            .filter(event -> event.kind() == EventKind.REPLIED)
                            .count();
                    boolean won = dice.nextDouble() < Scorecard.probabilityOf(1 - replies);
                    return new Example(new UUID(0, i), NOW, won, facts(sent, events));
                })
                .toList();
        return new Learner(Arrays.stream(Signal.values()).map(Source::of).toList()).learn(examples, done -> {});
    }

    @Property(tries = 300)
    void oneMoreHumanAnswerNeverLowersTheProbability(
            @ForAll @IntRange(max = 100_000) int seed,
            @ForAll @IntRange(max = 20) int before,
            @ForAll @IntRange(max = 200) int daysAgo,
            @ForAll @DoubleRange(min = 0.5, max = 1) double confidence) {
        Random dice = new Random(seed);
        List<SentTo> sent = sent(dice, 1 + dice.nextInt(5));
        List<JudgedEvent> events = new ArrayList<>(events(dice, sent, before));
        double without = PERVERSE.logOdds(facts(sent, events));

        events.add(event(
                sent.get(dice.nextInt(sent.size())),
                EventKind.REPLIED,
                NOW.minus(Duration.ofDays(daysAgo)).minusSeconds(1),
                confidence));

        assertThat(PERVERSE.logOdds(facts(sent, events))).isGreaterThanOrEqualTo(without);
    }

    private static Facts facts(List<SentTo> sent, List<JudgedEvent> events) {
        return new Facts(Map.of(), new String[0], Behaviour.at(NOW, sent, events), 0);
    }

    private static List<SentTo> sent(Random dice, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SentTo(
                        new UUID(1, i),
                        new TeamId(1),
                        new UUID(2, i),
                        "a@b.example",
                        "A",
                        null,
                        "rita",
                        "Hello",
                        null,
                        null,
                        NOW.minus(Duration.ofHours(1 + dice.nextInt(4_000)))))
                .toList();
    }

    private static List<JudgedEvent> events(Random dice, List<SentTo> sent, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(
                        sent.get(dice.nextInt(sent.size())),
                        KINDS.get(dice.nextInt(KINDS.size())),
                        NOW.minus(Duration.ofHours(1 + dice.nextInt(4_000))),
                        dice.nextDouble()))
                .toList();
    }

    private static JudgedEvent event(SentTo to, EventKind kind, Instant at, double confidence) {
        return new JudgedEvent(
                UUID.randomUUID(),
                to.team(),
                to.message(),
                to.recipient(),
                kind,
                EventSource.PIXEL,
                at,
                at,
                null,
                null,
                Map.of(),
                ActorKind.HUMAN,
                confidence,
                List.of(),
                1,
                at);
    }
}
