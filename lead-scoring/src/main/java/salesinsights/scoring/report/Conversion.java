package salesinsights.scoring.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Problem;

/**
 * How many of the leads that were written to were won.
 *
 * @param rows by what the mail said; a lead that got mail of two campaigns is in both rows
 */
public record Conversion(Period period, By by, Figure total, List<Row> rows) {
    /** What the rows are. */
    public enum By {
        ALL,
        CAMPAIGN,
        TEMPLATE;

        /**
         * As a request names it.
         *
         * @throws Problem 400 at the field {@code by}
         */
        public static By parse(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid(
                            "by",
                            "one of " + Arrays.stream(values()).map(By::id).collect(Collectors.joining(", "))));
        }

        /** As a request names it: {@code campaign}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One campaign or template; the key is empty for mail that names none. */
    public record Row(String key, Figure figure) {}
}
