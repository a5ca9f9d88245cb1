package salesinsights.scoring.prediction;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A probability as a sum that anyone can check: the log-odds of an average lead, what each source adds to them, and what
 * calibration corrects.
 *
 * @param base log-odds of a lead that is average in everything
 */
record Scorecard(double base, List<Part> parts, Bend bend) {
    /** The share that is no fact of the lead. */
    static final String CALIBRATION = "Calibration";

    private static final String HOW = "what was said against what was seen";

    Scorecard {
        parts = List.copyOf(parts);
        // Cards that were stored before there was a bend have none.
        bend = Objects.requireNonNullElse(bend, Bend.NONE);
    }

    /** What one source adds to the log-odds of one lead. */
    record Share(String source, @Nullable String value, double worth) {}

    double logOdds(Facts facts) {
        return bend.at(uncalibrated(facts));
    }

    private double uncalibrated(Facts facts) {
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
        double sum = uncalibrated(facts);
        Share corrected = new Share(CALIBRATION, HOW, bend.at(sum) - sum);
        return Stream.concat(
                        parts.stream()
                                .map(part -> new Share(part.source().column(), part.value(facts), part.worth(facts))),
                        Stream.of(corrected))
                .sorted(Comparator.comparingDouble((Share share) -> -Math.abs(share.worth())))
                .toList();
    }

    /** Every worth times a factor. */
    Scorecard scaled(double factor) {
        return new Scorecard(
                base * factor,
                parts.stream().map(part -> part.with(worth -> worth * factor)).toList(),
                bend);
    }

    Scorecard calibrated(Bend calibration) {
        return new Scorecard(base, parts, calibration);
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
        return new Scorecard(moved, centred, bend);
    }
}
