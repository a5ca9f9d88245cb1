package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one source adds to the log-odds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Part.Levels.class, name = "levels"),
    @JsonSubTypes.Type(value = Part.Line.class, name = "line")
})
sealed interface Part {
    /** The place of those that the source says nothing of. */
    String MISSING = "missing";

    Source source();

    /** The share of a lead's log-odds that this source makes. */
    double worth(Facts facts);

    /** The same part with every worth changed. */
    Part with(DoubleUnaryOperator change);

    /**
     * A number that counts by the step it stands on.
     *
     * @param edges ascending; a value stands on the step above every edge that it is larger than
     * @param worths one more than edges
     */
    record Steps(Source source, List<Double> edges, List<Double> worths, double missing) implements Part {
        public Steps {
            edges = List.copyOf(edges);
            worths = List.copyOf(worths);
        }

        @Override
        public double worth(Facts facts) {
            OptionalDouble value = facts.number(source);
            return value.isEmpty() ? missing : worths.get(step(edges, value.getAsDouble()));
        }

        static int step(List<Double> edges, double value) {
            int low = 0;
            int high = edges.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (value > edges.get(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public Part with(DoubleUnaryOperator change) {
            return new Steps(
                    source, edges, worths.stream().map(change::applyAsDouble).toList(), change.applyAsDouble(missing));
        }
    }

    /**
     * A text that counts by what it says.
     *
     * @param rare for values that were seen too seldom, or never
     */
    record Levels(Source source, Map<String, Double> levels, double rare, double missing) implements Part {
        public Levels {
            levels = Map.copyOf(levels);
        }

        @Override
        public double worth(Facts facts) {
            String text = facts.text(source);
            return text == null ? missing : levels.getOrDefault(text, rare);
        }

        @Override
        public Part with(DoubleUnaryOperator change) {
            Map<String, Double> changed = new LinkedHashMap<>();
            levels.forEach((level, worth) -> changed.put(level, change.applyAsDouble(worth)));
            return new Levels(source, changed, change.applyAsDouble(rare), change.applyAsDouble(missing));
        }
    }

    /** The points of the rule score, straight: {@code perPoint * points + offset}. */
    record Line(Source source, double perPoint, double offset) implements Part {
        @Override
        public double worth(Facts facts) {
            return perPoint * facts.rulePoints() + offset;
        }

        @Override
        public Part with(DoubleUnaryOperator change) {
            double at0 = change.applyAsDouble(offset);
            return new Line(source, change.applyAsDouble(offset + perPoint) - at0, at0);
        }
    }

    /** Which step or level a lead stands on. */
    default String place(Facts facts) {
        return switch (this) {
            case Levels levels -> {
                String text = facts.text(levels.source());
                yield text == null ? MISSING : levels.levels().containsKey(text) ? "=" + text : "rare";
            }
            case Line line -> "";
            case Steps steps -> {
                OptionalDouble number = facts.number(steps.source());
                yield number.isEmpty() ? MISSING : Integer.toString(Steps.step(steps.edges(), number.getAsDouble()));
            }
        };
    }

    /** What the source says of the lead, for people; null if nothing. */
    default @Nullable String value(Facts facts) {
        return switch (this) {
            case Levels levels -> facts.text(levels.source());
            case Line line -> "%.0f points".formatted(facts.rulePoints());
            case Steps steps -> {
                OptionalDouble number = facts.number(steps.source());
                yield steps.source().signal() == null
                        ? facts.text(steps.source())
                        : number.isEmpty() ? null : "%.2f".formatted(number.getAsDouble());
            }
        };
    }
}
