package salesinsights.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final LeakCheck.Open NONE = new LeakCheck.Open(0, Map.of());
    private final Market market = Market.of(1_500, 7);

    private static Training.Result train(List<Example> examples, List<String> columns) {
        return new Training(1, List.of(), List.of(), (done, step) -> {}).train(examples, columns, NONE, null);
    }

    @Test
    void whatCanBeKnownIsLearnedAndPassesTheGate() {
        ModelCard card = train(market.examples(false), market.columns()).card();

        assertThat(card.objections()).isEmpty();
        assertThat(card.quality().auc()).isBetween(0.7, 0.95);
        assertThat(card.intervals().get("auc").low()).isLessThan(card.quality().auc());
        assertThat(card.intervals().get("auc").high())
                .isGreaterThan(card.quality().auc());
        assertThat(card.heldBack()).isEqualTo(450);
        assertThat(card.calibration().stream().mapToInt(ModelCard.Bin::leads).sum())
                .isEqualTo(450);
        assertThat(card.weights().getFirst().source()).isIn("Segment", "Visits");
    }

    @Test
    void aColumnThatIsFilledInAfterwardsIsNamedAndLeftOut() {
        Training.Result result = train(market.examples(false), market.columns());

        assertThat(result.card().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.column()).isEqualTo("Contract number");
            assertThat(warning.leftOut()).isTrue();
            assertThat(warning.why()).contains("100 % of won leads have it and 0 % of lost ones");
        });
        assertThat(result.scorecard().parts())
                .noneMatch(part -> part.source().column().equals("Contract number"));
    }

    @Test
    void aColumnThatOpenLeadsLackIsLeftOut() {
        LeakCheck.Open open = new LeakCheck.Open(100, Map.of("Visits", 90, "Colour", 100));
        Training.Result result = new Training(1, List.of(), List.of(), (done, step) -> {})
                .train(market.examples(false), List.of("Segment", "Visits", "Colour"), open, null);

        assertThat(result.card().warnings())
                .extracting(LeakCheck.Warning::column)
                .containsExactly("Segment");
    }

    @Test
    void aPersonMayOverruleTheCheckAndLeaveColumnsOut() {
        Training.Result result = new Training(1, List.of("Visits"), List.of("Contract number"), (done, step) -> {})
                .train(market.examples(false), market.columns(), NONE, null);

        assertThat(result.scorecard().parts())
                .extracting(part -> part.source().column())
                .contains("Contract number")
                .doesNotContain("Visits");
    }

    @Test
    void whatIsLuckIsNotPublished() {
        ModelCard card = train(market.examples(true), List.of("Segment", "Visits", "Colour"))
                .card();

        assertThat(card.objections()).isNotEmpty().first().asString().contains("AUC");
    }

    @Test
    void tooFewOutcomesAreSaidInWords() {
        Training.Result result = train(market.examples(false).subList(0, 80), market.columns());

        assertThat(result.scorecard()).isNull();
        assertThat(result.card().objections()).singleElement().asString().contains("it takes 100 of each");
        assertThat(train(List.of(), List.of()).card().objections()).hasSize(1);
    }

    @Test
    void theSameLeadsAndSeedGiveTheSameCard() {
        assertThat(train(market.examples(false), market.columns()))
                .isEqualTo(train(market.examples(false), market.columns()));
    }

    @Test
    void reasonsAddUpToTheLogOdds() {
        Scorecard card = train(market.examples(false), market.columns()).scorecard();

        for (Example example : market.examples(false)) {
            double sum = card.base()
                    + card.shares(example.facts()).stream()
                            .mapToDouble(Scorecard.Share::worth)
                            .sum();
            assertThat(card.logOdds(example.facts())).isCloseTo(sum, within(1e-9));
        }
    }

    @Test
    void fewLeadsAreDrawnTowardsTheRules() {
        Facts cold = facts(0);
        Facts hot = facts(80);

        double few = trust(120, cold, hot);
        double many = trust(3_000, cold, hot);

        assertThat(few).isGreaterThan(2 * many).isPositive();
    }

    /** How much the rule score alone moves the log-odds of a card that may learn from nothing that helps. */
    private static double trust(int leads, Facts cold, Facts hot) {
        Random dice = new Random(3);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            double points = dice.nextInt(100);
            boolean won = dice.nextDouble() < Scorecard.probabilityOf(points / 25 - 2);
            examples.add(new Example(new UUID(0, i), Instant.EPOCH, won, facts(points)));
        }
        Scorecard card = new Learner(List.of()).learn(examples, done -> {});
        return card.logOdds(hot) - card.logOdds(cold);
    }

    private static Facts facts(double points) {
        return new Facts(Map.of(), new String[0], Map.of(), points);
    }

    @Test
    void unknownValuesAndColumnsDoNoHarm() {
        Scorecard card = train(market.examples(false), market.columns()).scorecard();
        Columns columns = new Columns();
        Facts strange = new Facts(
                columns.places(),
                columns.cells(Map.of("Segment", "Ω <b>", "Visits", "many", "Never seen", "1e999")),
                Map.of(),
                Double.MAX_VALUE / 1e300);

        assertThat(card.probability(strange)).isBetween(0.0, 1.0);
    }

    @Test
    void theOrderOfColumnsMakesNoDifference() {
        List<String> reversed = new ArrayList<>(market.columns());
        Collections.reverse(reversed);

        assertThat(train(market.examples(false), reversed).card().quality().auc())
                .isCloseTo(
                        train(market.examples(false), market.columns())
                                .card()
                                .quality()
                                .auc(),
                        within(1e-3));
    }
}
