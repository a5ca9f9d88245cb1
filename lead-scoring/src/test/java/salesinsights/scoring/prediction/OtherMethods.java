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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What others do, on the same leads. */
final class OtherMethods {
    private OtherMethods() {}

    /** Frequencies of values among won and lost leads, multiplied as if they knew nothing of each other; as Odoo does. */
    static double[] naiveBayes(List<Source> sources, List<Example> train, List<Example> test) {
        List<Part> parts = Codings.of(sources, train).stream()
                .map(coding -> coding.learned(new double[coding.width()]))
                .toList();
        double won = train.stream().filter(Example::won).count();
        double lost = train.size() - won;
        List<Map<String, double[]>> counts = new ArrayList<>();
        for (Part part : parts) {
            Map<String, double[]> of = new HashMap<>();
            train.forEach(
                    one -> of.computeIfAbsent(part.place(one.facts()), fresh -> new double[2])[one.won() ? 1 : 0]++);
            counts.add(of);
        }
        return test.stream()
                .mapToDouble(one -> {
                    double logOdds = Math.log(won / lost);
                    for (int i = 0; i < parts.size(); i++) {
                        Map<String, double[]> of = counts.get(i);
                        double[] seen = of.getOrDefault(parts.get(i).place(one.facts()), new double[2]);
                        logOdds += Math.log((seen[1] + 0.1) / (won + 0.1 * of.size()))
                                - Math.log((seen[0] + 0.1) / (lost + 0.1 * of.size()));
                    }
                    return Scorecard.probabilityOf(logOdds);
                })
                .toArray();
    }

    /** One column per value, standardised numbers, ridge penalty; neither steps nor weights by age nor calibration. */
    static double[] plainLogistic(List<Source> sources, List<Example> train, List<Example> test) {
        List<Coding> codings = Codings.of(sources, train);
        double[][] scales = new double[codings.size()][];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scale(codings.get(i).source(), train);
        }
        int width = 1 + codings.stream().mapToInt(Coding::width).sum();
        Problem problem = new Problem();
        problem.l = train.size();
        problem.n = width;
        problem.bias = 1;
        problem.y = train.stream().mapToDouble(one -> one.won() ? 1 : 0).toArray();
        problem.x = train.stream().map(one -> row(codings, scales, one, width)).toArray(Feature[][]::new);
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, 1, 1e-4));
        int ofWon = model.getLabels()[0] == 1 ? 0 : 1;
        return test.stream()
                .mapToDouble(one -> {
                    double[] said = new double[2];
                    Linear.predictProbability(model, row(codings, scales, one, width), said);
                    return said[ofWon];
                })
                .toArray();
    }

    private static double[] scale(Source source, List<Example> train) {
        double[] numbers = train.stream()
                .map(one -> one.facts().number(source))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        double mean = Arrays.stream(numbers).average().orElse(0);
        double variance = Arrays.stream(numbers)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(1);
        return new double[] {mean, Math.sqrt(Math.max(variance, 1e-9))};
    }

    private static Feature[] row(List<Coding> codings, double[][] scales, Example one, int width) {
        List<Feature> row = new ArrayList<>();
        int offset = 1;
        for (int i = 0; i < codings.size(); i++) {
            Coding coding = codings.get(i);
            int from = offset;
            if (coding instanceof Coding.Stairs stairs) {
                double[] scale = scales[i];
                OptionalDouble number = one.facts().number(stairs.source());
                double value = number.isEmpty() ? 0 : (number.getAsDouble() - scale[0]) / scale[1];
                row.add(new FeatureNode(from, value));
            } else {
                coding.ones(one.facts(), column -> row.add(new FeatureNode(from + column, 1)));
            }
            offset += coding.width();
        }
        row.add(new FeatureNode(width, 1));
        return row.toArray(Feature[]::new);
    }
}
