package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The tables of a model card. */
final class Judging {
    private static final int RESAMPLES = 200;
    private static final double TINY = 1e-4;
    private static final int SHOWN = 20;

    private Judging() {}

    static Map<String, ModelCard.Interval> intervals(double[] said, boolean[] won, long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        List<Quality> resampled = new ArrayList<>();
        for (int round = 0; round < RESAMPLES; round++) {
            double[] saidAgain = new double[said.length];
            boolean[] wonAgain = new boolean[said.length];
            int wins = 0;
            for (int i = 0; i < said.length; i++) {
                int drawn = dice.nextInt(said.length);
                saidAgain[i] = said[drawn];
                wonAgain[i] = won[drawn];
                wins += won[drawn] ? 1 : 0;
            }
            if (wins > 0 && wins < said.length) {
                resampled.add(Quality.of(saidAgain, wonAgain));
            }
        }
        Map<String, ModelCard.Interval> intervals = new TreeMap<>();
        intervals.put("auc", middle(resampled, Quality::auc));
        intervals.put("logLoss", middle(resampled, Quality::logLoss));
        intervals.put("brier", middle(resampled, Quality::brier));
        intervals.put("brierSkill", middle(resampled, Quality::brierSkill));
        intervals.put("ece", middle(resampled, Quality::ece));
        intervals.put("lift10", middle(resampled, Quality::lift10));
        intervals.put("slope", middle(resampled, Quality::slope));
        return intervals;
    }

    private static ModelCard.Interval middle(List<Quality> resampled, ToDoubleFunction<Quality> figure) {
        double[] sorted = resampled.stream().mapToDouble(figure).sorted().toArray();
        return new ModelCard.Interval(
                sorted[(int) (0.025 * (sorted.length - 1))], sorted[(int) Math.ceil(0.975 * (sorted.length - 1))]);
    }

    static List<ModelCard.Bin> bins(double[] said, boolean[] won) {
        List<ModelCard.Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < Quality.BINS; bin++) {
            int leads = 0;
            int wins = 0;
            double sum = 0;
            for (int i = 0; i < said.length; i++) {
                if (Quality.bin(said[i]) == bin) {
                    leads++;
                    sum += said[i];
                    wins += won[i] ? 1 : 0;
                }
            }
            bins.add(new ModelCard.Bin(leads, leads == 0 ? 0 : sum / leads, leads == 0 ? 0 : wins / (double) leads));
        }
        return bins;
    }

    static List<ModelCard.Tenth> tenths(double[] said, boolean[] won) {
        int wins = 0;
        for (boolean one : won) {
            wins += one ? 1 : 0;
        }
        List<ModelCard.Tenth> tenths = new ArrayList<>();
        for (int percent = 10; percent <= 100; percent += 10) {
            double lift = Quality.lift(said, won, percent / 100.0);
            double share = lift * wins / won.length;
            int top = (int) (won.length * (percent / 100.0));
            tenths.add(new ModelCard.Tenth(percent, share, lift, share * top / wins));
        }
        return tenths;
    }

    static List<ModelCard.Weight> weights(Scorecard card, List<Example> examples) {
        return card.parts().stream()
                .map(part -> new ModelCard.Weight(
                        part.source().column(),
                        examples.stream()
                                .mapToDouble(example -> Math.abs(part.worth(example.facts())))
                                .average()
                                .orElse(0)))
                .sorted(Comparator.comparingDouble(ModelCard.Weight::weight).reversed())
                .limit(SHOWN)
                .toList();
    }

    static List<ModelCard.Drift> drift(Scorecard card, List<Facts> before, List<Facts> after) {
        return card.parts().stream()
                .map(part -> new ModelCard.Drift(part.source().column(), psi(part, before, after)))
                .sorted(Comparator.comparingDouble(ModelCard.Drift::psi).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static double psi(Part part, List<Facts> before, List<Facts> after) {
        Map<String, double[]> shares = new HashMap<>();
        before.forEach(
                one -> shares.computeIfAbsent(part.place(one), fresh -> new double[2])[0] += 1.0 / before.size());
        after.forEach(one -> shares.computeIfAbsent(part.place(one), fresh -> new double[2])[1] += 1.0 / after.size());
        return shares.values().stream()
                .mapToDouble(pair -> (pair[1] - pair[0]) * Math.log(Math.max(TINY, pair[1]) / Math.max(TINY, pair[0])))
                .sum();
    }
}
