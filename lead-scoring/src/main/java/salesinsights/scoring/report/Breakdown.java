package salesinsights.scoring.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Problem;

/** By what a report has its rows. */
public enum Breakdown {
    /** The team at the time of sending. */
    TEAM,
    /** Who sent it; empty for all people together of teams that are shown as groups only. */
    REP,
    /** As the message says; empty if it names none, or if too few people sent it. */
    CAMPAIGN,
    /** As the message says; empty if it names none, and for teams that are shown as groups only. */
    TEMPLATE,
    /** The destination of a link, without query and fragment. A message with two links is in two rows. */
    LINK,
    /** The country of the recipient as it was when the message was sent; empty if unknown. */
    SEGMENT,
    /** Day of the week, 1 for Monday, and hour of sending where the viewer lives: {@code 2 09}. */
    HOUR;

    /**
     * As a request names it.
     *
     * @throws Problem 400 at the field {@code by}
     */
    public static Breakdown parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "by",
                        "one of " + Arrays.stream(values()).map(Breakdown::id).collect(Collectors.joining(", "))));
    }

    /** As a request names it: {@code rep}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
