package salesinsights.scoring.followup;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * On which days a team works, and how far away a moment is in such days.
 *
 * @param zone where the team's days begin and end, also over changes of daylight saving
 * @param weekend the days of the week on which nobody works
 * @param holiday true for a public holiday
 */
record BusinessCalendar(ZoneId zone, Set<DayOfWeek> weekend, Predicate<LocalDate> holiday) {
    private static final LocalTime OPENING = LocalTime.of(9, 0);
    private static final LocalTime CLOSING = LocalTime.of(17, 0);

    BusinessCalendar {
        weekend = Set.copyOf(weekend);
        if (weekend.containsAll(EnumSet.allOf(DayOfWeek.class))) {
            throw new IllegalArgumentException("a week without a working day");
        }
    }

    /** True if people work on that day. */
    boolean isOpenOn(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !holiday.test(day);
    }

    /**
     * The same time of day so many business days later. What happens on a free day counts as the opening (09:00) of
     * the next business day. A local time that the clocks leap over becomes the time just after the leap; of one that
     * comes twice, the first is meant.
     *
     * @param days 0 or more
     */
    Instant plusBusinessDays(Instant from, int days) {
        LocalDateTime start = from.atZone(zone).toLocalDateTime();
        if (!isOpenOn(start.toLocalDate())) {
            start = nextOpen(start.toLocalDate()).atTime(OPENING);
        }
        LocalDate day = start.toLocalDate();
        for (int passed = 0; passed < days; passed++) {
            day = nextOpen(day);
        }
        return day.atTime(start.toLocalTime()).atZone(zone).toInstant();
    }

    /** The end (17:00) of the business day that lies so many business days ahead; of the next if that has passed. */
    Instant closingAfter(Instant from, int days) {
        Instant same = plusBusinessDays(from, days);
        LocalDate day = same.atZone(zone).toLocalDate();
        Instant closing = day.atTime(CLOSING).atZone(zone).toInstant();
        return closing.isAfter(from)
                ? closing
                : nextOpen(day).atTime(CLOSING).atZone(zone).toInstant();
    }

    private LocalDate nextOpen(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!isOpenOn(next)) {
            next = next.plusDays(1);
        }
        return next;
    }
}
