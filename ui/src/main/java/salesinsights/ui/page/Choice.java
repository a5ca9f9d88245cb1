package salesinsights.ui.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An entry of a select box. */
public record Choice(String value, String label) {
    /** The words with a capital first letter as labels; the values as they are. */
    public static List<Choice> of(String... values) {
        return Arrays.stream(values)
                .map(value -> new Choice(value, capital(value)))
                .toList();
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
