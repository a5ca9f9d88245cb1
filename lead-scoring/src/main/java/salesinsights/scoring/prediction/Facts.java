package salesinsights.scoring.prediction;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one lead at one moment.
 *
 * @param places where a column's cell stands; shared by all leads that were read together
 * @param cells texts as imported, null where there is none
 * @param signals those that are 0 left out
 * @param rulePoints the rule score's points
 */
record Facts(Map<String, Integer> places, @Nullable String[] cells, Map<Signal, Double> signals, double rulePoints) {
    /** The text of a column, null if the lead has none. */
    @Nullable
    String text(Source source) {
        Integer place = places.get(source.column());
        return place == null || place >= cells.length ? null : cells[place];
    }

    /** The number that a source gives, empty if there is none or it is no number. */
    OptionalDouble number(Source source) {
        if (source.signal() != null) {
            return OptionalDouble.of(signals.getOrDefault(source.signal(), 0.0));
        }
        String text = text(source);
        return text == null ? OptionalDouble.empty() : Numbers.read(text);
    }
}
