package salesinsights.scoring.prediction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the columns of leads that are read together; the same text is kept once. */
final class Columns {
    /** More than this tell nothing new, and one import may have as many. */
    static final int AT_MOST = 500;

    private static final int LONGEST = 100;
    private static final String LONG_TEXT = "(long text)";

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** The cells of one lead; blank ones are none. */
    @Nullable
    String[] cells(Map<String, String> attributes) {
        attributes.keySet().forEach(name -> {
            if (places.size() < AT_MOST) {
                places.putIfAbsent(name, places.size());
            }
        });
        @Nullable String[] cells = new @Nullable String[places.size()];
        attributes.forEach((name, value) -> {
            Integer place = places.get(name);
            if (place != null && !value.isBlank()) {
                cells[place] = kept(value);
            }
        });
        return cells;
    }

    private String kept(String value) {
        String shown = value.length() > LONGEST ? LONG_TEXT : value;
        return texts.computeIfAbsent(shown, same -> same);
    }

    Map<String, Integer> places() {
        return places;
    }

    /** In the order of their names, so that the order of reading makes no difference. */
    List<String> names() {
        return List.copyOf(new TreeMap<>(places).keySet());
    }
}
