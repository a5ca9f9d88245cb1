package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * Learns a calibrated card from decided leads. What it learns is drawn towards the rule score where leads are few, and
 * calibrated on what cards learned from older leads said about newer ones.
 */
final class Learner {
    /**
     * Outcomes of the rarer kind at which learning and rules weigh the same. Ten outcomes per weight that is free to
     * move (Peduzzi 1996), and five sources make most of a card.
     */
    private static final double AS_MUCH_AS_RULES = 50;

    /** Best of 0.05 to 1 on six out-of-time parts of real leads; half and double of it cost 0.001 AUC. */
    private static final double FREEDOM = 0.4;

    /** Calibration looks at the newest 60 % in steps of a tenth, each as seen by a card of all that is older. */
    private static final int FIRST_TENTH = 4;

    /** The share of won leads moves; that of the newest 20 % counts. */
    private static final double NEWEST = 0.2;

    private static final int FEWEST_PER_STEP = 20;
    private static final double FAR = 20;

    private final List<Source> sources;

    Learner(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * @param examples oldest first, with won and lost ones
     * @param progress told how much of it is done, 0 to 1
     */
    Scorecard learn(List<Example> examples, DoubleConsumer progress) {
        List<Double> said = new ArrayList<>();
        List<Boolean> won = new ArrayList<>();
        for (int tenth = FIRST_TENTH; tenth < 10; tenth++) {
            int from = (int) (tenth * (long) examples.size() / 10);
            int to = (int) ((tenth + 1L) * examples.size() / 10);
            List<Example> older = examples.subList(0, from);
            if (rarer(older) >= FEWEST_PER_STEP) {
                Scorecard card = blended(older);
                examples.subList(from, to).forEach(example -> {
                    said.add(card.logOdds(example.facts()));
                    won.add(example.won());
                });
            }
            progress.accept((tenth + 1 - FIRST_TENTH) / (11.0 - FIRST_TENTH));
        }
        Scorecard card = calibrated(
                blended(examples),
                said.stream().mapToDouble(Double::doubleValue).toArray(),
                outcomes(won),
                (int) (NEWEST * examples.size()));
        progress.accept(1);
        return card.centred(examples);
    }

    private static boolean[] outcomes(List<Boolean> won) {
        boolean[] outcomes = new boolean[won.size()];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = won.get(i);
        }
        return outcomes;
    }

    static long rarer(List<Example> examples) {
        long won = examples.stream().filter(Example::won).count();
        return Math.min(won, examples.size() - won);
    }

    private Scorecard blended(List<Example> examples) {
        double[] points = examples.stream()
                .mapToDouble(example -> example.facts().rulePoints())
                .toArray();
        boolean[] won = outcomes(examples.stream().map(Example::won).toList());
        Logistic.Straight rules = Logistic.straight(points, won);
        boolean tellsSomething =
                rules.slope() > 0 && Arrays.stream(points).distinct().limit(2).count() > 1;
        double rate = IntStream.range(0, won.length).filter(i -> won[i]).count() / (double) won.length;
        double trust = rarer(examples) / (rarer(examples) + AS_MUCH_AS_RULES);
        Scorecard learned =
                Logistic.card(Codings.of(sources, examples), examples, FREEDOM).scaled(trust);
        List<Part> parts = new ArrayList<>(learned.parts());
        double ofRules = tellsSomething ? rules.intercept() : Scorecard.logOddsOf(rate);
        if (tellsSomething) {
            parts.add(new Part.Line(Source.RULES, (1 - trust) * rules.slope(), 0));
        }
        return new Scorecard(learned.base() + (1 - trust) * ofRules, parts, Bend.NONE);
    }

    /**
     * Bends as older cards' words about newer leads had to be bent, half way: they knew fewer leads, and one period is not
     * like the next. The shift then makes the mean that of the newest leads.
     */
    private static Scorecard calibrated(Scorecard card, double[] said, boolean[] won, int newest) {
        if (rarer(won, 0) < FEWEST_PER_STEP) {
            return card;
        }
        Bend learned = Logistic.bent(said, won).halved();
        Bend bend = learned.rises() ? learned : Bend.NONE;
        int from = Math.max(0, said.length - newest);
        if (rarer(won, from) < FEWEST_PER_STEP) {
            return card.calibrated(bend);
        }
        double[] last = Arrays.stream(said, from, said.length).map(bend::at).toArray();
        double seen = IntStream.range(from, won.length).filter(i -> won[i]).count() / (double) last.length;
        double shift = new BrentSolver(1e-9, 1e-9, 1e-12)
                .findRoot(
                        by -> Arrays.stream(last)
                                        .map(logOdds -> Scorecard.probabilityOf(logOdds + by))
                                        .average()
                                        .orElseThrow()
                                - seen,
                        -FAR,
                        FAR);
        return card.calibrated(bend.shifted(shift));
    }

    private static long rarer(boolean[] won, int from) {
        long wins = IntStream.range(from, won.length).filter(i -> won[i]).count();
        return Math.min(wins, won.length - from - wins);
    }
}
