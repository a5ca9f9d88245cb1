package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Decides from the leads themselves what kind of column each one is, and where its steps and levels lie. */
final class Codings {
    /** Fewer leads than this say nothing about a step or a level. */
    static final int FEWEST = 10;

    private static final int STEPS = 16;
    private static final int LEVELS = 50;
    private static final double MOSTLY = 0.95;
    /** A running number has no gaps to speak of. */
    private static final int DENSE = 50;

    private Codings() {}

    /** How to code these sources; those that say nothing (one value, ids, free text) are left out. */
    static List<Coding> of(List<Source> sources, List<Example> examples) {
        List<Coding> codings = new ArrayList<>();
        sources.forEach(source -> of(source, examples).ifPresent(codings::add));
        return codings;
    }

    private static Optional<Coding> of(Source source, List<Example> examples) {
        double[] numbers = examples.stream()
                .map(example -> example.facts().number(source))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        long texts = source.signal() != null
                ? numbers.length
                : examples.stream()
                        .filter(example -> example.facts().text(source) != null)
                        .count();
        if (numbers.length >= FEWEST && numbers.length >= MOSTLY * texts) {
            return isRunningNumber(source, numbers) ? Optional.empty() : stairs(source, numbers, examples.size());
        }
        return names(source, examples);
    }

    /** True for ids: whole numbers, no two alike, with few gaps. */
    private static boolean isRunningNumber(Source source, double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        if (source.signal() != null || sorted[sorted.length - 1] - sorted[0] > (double) DENSE * sorted.length) {
            return false;
        }
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != Math.rint(sorted[i]) || (i > 0 && sorted[i] == sorted[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Coding> stairs(Source source, double[] numbers, int leads) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        TreeSet<Double> edges = new TreeSet<>();
        addQuantiles(edges, sorted, STEPS);
        double common = sorted[sorted.length / 2];
        // Where most leads have the same number, the quantiles of the others tell more.
        addQuantiles(
                edges, Arrays.stream(sorted).filter(number -> number != common).toArray(), STEPS / 4);
        edges.add(sorted[0]);
        List<Double> kept = edges.stream()
                .filter(edge -> {
                    long above = Arrays.stream(sorted)
                            .filter(number -> number > edge)
                            .count();
                    return above >= FEWEST && sorted.length - above >= FEWEST;
                })
                .toList();
        boolean sometimesMissing = leads - numbers.length >= FEWEST;
        return kept.isEmpty() && !sometimesMissing ? Optional.empty() : Optional.of(new Coding.Stairs(source, kept));
    }

    private static void addQuantiles(Set<Double> edges, double[] sorted, int parts) {
        for (int i = 1; i < parts && sorted.length > 0; i++) {
            edges.add(sorted[(int) ((long) sorted.length * i / parts)]);
        }
    }

    private static Optional<Coding> names(Source source, List<Example> examples) {
        Map<String, Integer> counts = new HashMap<>();
        int missing = 0;
        for (Example example : examples) {
            String text = example.facts().text(source);
            if (text == null) {
                missing++;
            } else {
                counts.merge(text, 1, Integer::sum);
            }
        }
        List<String> levels = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(LEVELS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        int named = levels.stream().mapToInt(counts::get).sum();
        int rare = examples.size() - named - missing;
        int groups = levels.size() + (missing >= FEWEST ? 1 : 0) + (rare >= FEWEST ? 1 : 0);
        return groups < 2 ? Optional.empty() : Optional.of(Coding.Names.of(source, levels));
    }
}
