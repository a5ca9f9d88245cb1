package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** How a source becomes columns of zeros and ones for learning, and what was learned becomes a part of the card. */
sealed interface Coding {
    Source source();

    /** How many columns. */
    int width();

    /** Tells which of the columns are one for a lead, ascending. */
    void ones(Facts facts, IntConsumer column);

    /** True if the column may only have a weight that is not negative (up) or not positive (down). */
    Signal.Direction direction(int column);

    Part learned(double[] weights);

    /** Column 0 says that there is no number; column i that it is larger than edge i - 1. */
    record Stairs(Source source, List<Double> edges) implements Coding {
        @Override
        public int width() {
            return edges.size() + 1;
        }

        @Override
        public void ones(Facts facts, IntConsumer column) {
            OptionalDouble value = facts.number(source);
            if (value.isEmpty()) {
                column.accept(0);
                return;
            }
            int step = Part.Steps.step(edges, value.getAsDouble());
            for (int i = 1; i <= step; i++) {
                column.accept(i);
            }
        }

        @Override
        public Signal.Direction direction(int column) {
            return source.direction();
        }

        @Override
        public Part learned(double[] weights) {
            List<Double> worths = new ArrayList<>();
            double sum = 0;
            worths.add(sum);
            for (int i = 1; i < weights.length; i++) {
                sum += weights[i];
                worths.add(sum);
            }
            return new Part.Steps(source, edges, worths, weights[0]);
        }
    }

    /** Column 0 says that there is no text, column 1 that it is a rare one, the others stand for the levels. */
    record Names(Source source, Map<String, Integer> columns) implements Coding {
        static Names of(Source source, List<String> levels) {
            Map<String, Integer> columns = new LinkedHashMap<>();
            levels.forEach(level -> columns.put(level, columns.size() + 2));
            return new Names(source, columns);
        }

        @Override
        public int width() {
            return columns.size() + 2;
        }

        @Override
        public void ones(Facts facts, IntConsumer column) {
            String text = facts.text(source);
            column.accept(text == null ? 0 : columns.getOrDefault(text, 1));
        }

        @Override
        public Signal.Direction direction(int column) {
            return Signal.Direction.ANY;
        }

        @Override
        public Part learned(double[] weights) {
            Map<String, Double> levels = new LinkedHashMap<>();
            columns.forEach((level, column) -> levels.put(level, weights[column]));
            return new Part.Levels(source, levels, weights[1], weights[0]);
        }
    }
}
