package salesinsights.scoring.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How good probabilities were, judged by what became of the leads.
 *
 * @param auc chance that a won lead stands above a lost one, 0.5 for guessing (Mann-Whitney U over pairs)
 * @param logLoss mean of -ln of the probability that was given to what happened
 * @param brier mean squared error of the probabilities
 * @param brierSkill 1 - brier / (brier of always saying the share of won leads); above 0 is better than that
 * @param ece expected calibration error: mean distance between said and seen over ten equally wide bins
 * @param lift10 share of won leads in the upper tenth / share of won leads
 * @param slope of the outcome on the log-odds, 1 if they are neither too bold (below) nor too timid (above)
 */
public record Quality(
        int leads,
        int won,
        double auc,
        double logLoss,
        double brier,
        double brierSkill,
        double ece,
        double lift10,
        double slope) {
    static final int BINS = 10;
    private static final double LEAST = 1e-6;

    /** @throws IllegalArgumentException unless there are won and lost leads */
    static Quality of(double[] said, boolean[] won) {
        int wins = (int) IntStream.range(0, won.length).filter(i -> won[i]).count();
        if (wins == 0 || wins == won.length) {
            throw new IllegalArgumentException("won and lost leads are needed");
        }
        double rate = wins / (double) won.length;
        double brier = brier(said, won);
        return new Quality(
                won.length,
                wins,
                auc(said, won),
                logLoss(said, won),
                brier,
                1 - brier / (rate * (1 - rate)),
                ece(said, won),
                lift(said, won, 0.1),
                Logistic.straight(logOdds(said), won).slope());
    }

    static double auc(double[] said, boolean[] won) {
        double[] ofWon = IntStream.range(0, said.length)
                .filter(i -> won[i])
                .mapToDouble(i -> said[i])
                .toArray();
        double[] ofLost = IntStream.range(0, said.length)
                .filter(i -> !won[i])
                .mapToDouble(i -> said[i])
                .toArray();
        return MannWhitneyUTest.withDefaults().statistic(ofWon, ofLost) / ((double) ofWon.length * ofLost.length);
    }

    private static double logLoss(double[] said, boolean[] won) {
        return IntStream.range(0, said.length)
                .mapToDouble(i -> -Math.log(Math.max(LEAST, won[i] ? said[i] : 1 - said[i])))
                .average()
                .orElseThrow();
    }

    private static double brier(double[] said, boolean[] won) {
        return IntStream.range(0, said.length)
                .mapToDouble(i -> {
                    double error = said[i] - (won[i] ? 1 : 0);
                    return error * error;
                })
                .average()
                .orElseThrow();
    }

    private static double ece(double[] said, boolean[] won) {
        double[] surplus = new double[BINS];
        for (int i = 0; i < said.length; i++) {
            surplus[bin(said[i])] += said[i] - (won[i] ? 1 : 0);
        }
        return Arrays.stream(surplus).map(Math::abs).sum() / said.length;
    }

    static int bin(double probability) {
        return Math.min(BINS - 1, (int) (probability * BINS));
    }

    /** Share of won leads in that upper part, in terms of the share of all. */
    static double lift(double[] said, boolean[] won, double part) {
        int top = Math.max(1, (int) (said.length * part));
        long wins = IntStream.range(0, won.length).filter(i -> won[i]).count();
        long above = IntStream.range(0, said.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -said[i]))
                .limit(top)
                .filter(i -> won[i])
                .count();
        return (above / (double) top) / (wins / (double) won.length);
    }

    static double[] logOdds(double[] said) {
        return Arrays.stream(said)
                .map(probability -> Scorecard.logOddsOf(Math.clamp(probability, LEAST, 1 - LEAST)))
                .toArray();
    }
}
