package salesinsights.scoring.prediction;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers and dates as cells of files have them. */
final class Numbers {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,15}(?:\\.[0-9]{0,15})?(?:[eE][+-]?[0-9]{1,2})?");
    private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]{0,15})?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].{0,40})?");

    private Numbers() {}

    /** A number (1279, 1,279.5, 12%), or a date (2026-05-12) as days since 1970; empty for anything else. */
    static OptionalDouble read(String text) {
        String bare = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (NUMBER.matcher(bare).matches()) {
            return OptionalDouble.of(Double.parseDouble(bare));
        }
        if (GROUPED.matcher(bare).matches()) {
            return OptionalDouble.of(Double.parseDouble(bare.replace(",", "")));
        }
        var date = DATE.matcher(text);
        if (date.matches()) {
            try {
                return OptionalDouble.of((double) LocalDate.parse(date.group(1)).toEpochDay());
            } catch (DateTimeParseException noDay) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }
}
