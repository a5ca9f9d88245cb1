package salesinsights.scoring.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import salesinsights.scoring.report.Period;

/** Of which time a report is: the last that was whole when it is made. */
public enum Span {
    DAY,
    /** Monday to Sunday (ISO 8601). */
    WEEK,
    MONTH,
    QUARTER;

    /** As REST names it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The last whole one before a day. */
    Period before(LocalDate today, ZoneId zone) {
        LocalDate next = switch (this) {
            case DAY -> today;
            case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> today.withDayOfMonth(1);
            case QUARTER -> today.with(IsoFields.DAY_OF_QUARTER, 1);
        };
        LocalDate first = switch (this) {
            case DAY -> next.minusDays(1);
            case WEEK -> next.minusWeeks(1);
            case MONTH -> next.minusMonths(1);
            case QUARTER -> next.minusMonths(3);
        };
        return new Period(first, next.minusDays(1), zone);
    }
}
