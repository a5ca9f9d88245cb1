package salesinsights.scoring.prediction;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A probability as a sum that anyone can check: the log-odds of an average lead, and what each source adds to them.
 *
 * @param base log-odds of a lead that is average in everything
 */
record Scorecard(double base, List<Part> parts) {
    Scorecard {
        parts = List.copyOf(parts);
    }

    /** What one source adds to the log-odds of one lead. */
    record Share(String source, @Nullable String value, double worth) {}

    double logOdds(Facts facts) {
        double sum = base;
        for (Part part : parts) {
            sum += part.worth(facts);
        }
        return sum;
    }

    double probability(Facts facts) {
        return probabilityOf(logOdds(facts));
    }

    static double probabilityOf(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    static double logOddsOf(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /** All shares, the weightiest first; with the base they add up to the log-odds. */
    List<Share> shares(Facts facts) {
        return parts.stream()
                .map(part -> new Share(part.source().column(), part.value(facts), part.worth(facts)))
                .sorted(Comparator.comparingDouble((Share share) -> -Math.abs(share.worth())))
                .toList();
    }

    /** Every worth times a factor, and something on top for all. */
    Scorecard scaled(double factor, double shift) {
        return new Scorecard(
                base * factor + shift,
                parts.stream().map(part -> part.with(worth -> worth * factor)).toList());
    }

    /** The same sums with every part averaging nothing over these leads. */
    Scorecard centred(List<Example> examples) {
        double[] means = new double[parts.size()];
        for (int i = 0; i < means.length; i++) {
            Part part = parts.get(i);
            means[i] = examples.stream()
                    .mapToDouble(example -> part.worth(example.facts()))
                    .average()
                    .orElse(0);
        }
        double moved = base;
        List<Part> centred = new java.util.ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            double mean = means[i];
            moved += mean;
            centred.add(parts.get(i).with(worth -> worth - mean));
        }
        return new Scorecard(moved, centred);
    }
}
