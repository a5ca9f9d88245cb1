package salesinsights.scoring.prediction;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Logistic regression by LIBLINEAR: ridge penalty on all weights but the intercept, solved exactly, hence repeatable. */
final class Logistic {
    private static final double EXACT = 1e-4;
    private static final int ROUNDS = 20;
    /** So weak that it only keeps a line finite through leads that it parts without error. */
    private static final double HARDLY = 100;

    /** Half the size of a column is four times the penalty on its weight. */
    private static final double STIFF = 0.5;

    private Logistic() {}

    /** {@code intercept + slope * x}. */
    record Straight(double intercept, double slope) {}

    static Straight straight(double[] x, boolean[] won) {
        Feature[][] rows = new Feature[x.length][];
        for (int i = 0; i < x.length; i++) {
            rows[i] = new Feature[] {new FeatureNode(1, x[i]), new FeatureNode(2, 1)};
        }
        double[] weights = solve(rows, targets(won), 1, HARDLY);
        return new Straight(weights[1], weights[0]);
    }

    /** A line through log-odds that may bend at {@link Bend#KNOTS}, drawn towards bending little. */
    static Bend bent(double[] x, boolean[] won) {
        int width = Bend.KNOTS.size() + 1;
        Feature[][] rows = new Feature[x.length][];
        for (int i = 0; i < x.length; i++) {
            rows[i] = new Feature[width + 1];
            rows[i][0] = new FeatureNode(1, x[i] * STIFF);
            for (int knot = 1; knot < width; knot++) {
                rows[i][knot] = new FeatureNode(knot + 1, Math.max(0, x[i] - Bend.KNOTS.get(knot - 1)) * STIFF);
            }
            rows[i][width] = new FeatureNode(width + 1, 1);
        }
        double[] weights = solve(rows, targets(won), width, 1);
        List<Double> slopes = new ArrayList<>();
        double slope = 0;
        for (int i = 0; i < width; i++) {
            slope += weights[i] * STIFF;
            slopes.add(slope);
        }
        return new Bend(weights[width], slopes);
    }

    /**
     * Learns a card.
     *
     * @param examples oldest first; the newest third counts three times, the middle one twice, because what worked last
     *     year is worth less than what works now
     * @param freedom the inverse of the penalty
     */
    static Scorecard card(List<Coding> codings, List<Example> examples, double freedom) {
        int[] offsets = new int[codings.size() + 1];
        for (int i = 0; i < codings.size(); i++) {
            offsets[i + 1] = offsets[i] + codings.get(i).width();
        }
        int width = offsets[codings.size()];
        boolean[] fixed = new boolean[width];
        Feature[][] coded = new Feature[examples.size()][];
        for (int round = 0; ; round++) {
            for (int i = 0; i < coded.length; i++) {
                coded[i] = row(codings, offsets, fixed, examples.get(i).facts());
            }
            double[] weights = solve(repeated(coded), repeated(examples), width, freedom / 2);
            boolean again = fix(codings, offsets, weights, fixed);
            if (!again || round == ROUNDS) {
                return learned(codings, offsets, weights);
            }
        }
    }

    private static Feature[] row(List<Coding> codings, int[] offsets, boolean[] fixed, Facts facts) {
        List<Feature> ones = new ArrayList<>();
        for (int i = 0; i < codings.size(); i++) {
            int offset = offsets[i];
            codings.get(i).ones(facts, column -> {
                if (!fixed[offset + column]) {
                    ones.add(new FeatureNode(offset + column + 1, 1));
                }
            });
        }
        ones.add(new FeatureNode(offsets[codings.size()] + 1, 1));
        return ones.toArray(Feature[]::new);
    }

    /** Fixes at zero what points into a direction that it may not; true if there was any. */
    private static boolean fix(List<Coding> codings, int[] offsets, double[] weights, boolean[] fixed) {
        boolean any = false;
        for (int i = 0; i < codings.size(); i++) {
            for (int column = 0; column < codings.get(i).width(); column++) {
                int place = offsets[i] + column;
                boolean wrong = switch (codings.get(i).direction(column)) {
                    case UP -> weights[place] < 0;
                    case DOWN -> weights[place] > 0;
                    case ANY -> false;
                };
                if (wrong) {
                    weights[place] = 0;
                    fixed[place] = true;
                    any = true;
                }
            }
        }
        return any;
    }

    private static Scorecard learned(List<Coding> codings, int[] offsets, double[] weights) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < codings.size(); i++) {
            parts.add(codings.get(i).learned(Arrays.copyOfRange(weights, offsets[i], offsets[i + 1])));
        }
        return new Scorecard(weights[weights.length - 1], parts, Bend.NONE);
    }

    private static int times(int place, int of) {
        return 1 + (int) (3L * place / of);
    }

    private static Feature[][] repeated(Feature[][] rows) {
        List<Feature[]> repeated = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            for (int n = times(i, rows.length); n > 0; n--) {
                repeated.add(rows[i]);
            }
        }
        return repeated.toArray(Feature[][]::new);
    }

    private static double[] repeated(List<Example> examples) {
        List<Double> targets = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            for (int n = times(i, examples.size()); n > 0; n--) {
                targets.add(examples.get(i).won() ? 1.0 : 0.0);
            }
        }
        return targets.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] targets(boolean[] won) {
        double[] targets = new double[won.length];
        for (int i = 0; i < won.length; i++) {
            targets[i] = won[i] ? 1 : 0;
        }
        return targets;
    }

    /** The weights, and the intercept behind them; the last feature of every row is the one for the intercept. */
    private static double[] solve(Feature[][] rows, double[] targets, int width, double freedom) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = width + 1;
        problem.bias = 1;
        problem.y = targets;
        problem.x = rows;
        Parameter parameter = new Parameter(SolverType.L2R_LR, freedom, EXACT);
        parameter.setRegularizeBias(false);
        Model model = Linear.train(problem, parameter);
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] weights = new double[width + 1];
        for (int i = 0; i <= width; i++) {
            weights[i] = sign * model.getFeatureWeights()[i];
        }
        return weights;
    }

    static {
        Linear.disableDebugOutput();
    }
}
