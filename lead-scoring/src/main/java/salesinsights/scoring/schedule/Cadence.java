package salesinsights.scoring.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How often a report comes. */
public enum Cadence {
    DAILY,
    WEEKLY,
    MONTHLY;

    /** As REST names it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The first moment after another at which it is time. A local time that the clocks leap over becomes that just after
     * the leap; of one that comes twice, the first is meant.
     *
     * @param onDay weekly 1 (Monday) to 7; monthly 1 to 28; daily of no meaning
     */
    Instant next(Instant after, int onDay, LocalTime at, ZoneId zone) {
        LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
        Instant moment;
        do {
            day = dayFrom(day.plusDays(1), onDay);
            moment = day.atTime(at).atZone(zone).toInstant();
        } while (!moment.isAfter(after));
        return moment;
    }

    private LocalDate dayFrom(LocalDate first, int onDay) {
        return switch (this) {
            case DAILY -> first;
            case WEEKLY -> first.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(onDay)));
            case MONTHLY ->
                first.getDayOfMonth() <= onDay
                        ? first.withDayOfMonth(onDay)
                        : first.plusMonths(1).withDayOfMonth(onDay);
        };
    }
}
