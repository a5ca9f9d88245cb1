package salesinsights.scoring.followup;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a person works, and how far away a moment is in such days and hours.
 *
 * @param zone where the days begin and end, also over changes of daylight saving
 * @param weekend the days of the week on which they do not work
 * @param holiday true for a public holiday or a closing day
 * @param opens when a working day begins
 * @param closes when it ends, later on the same day
 * @param quiet when they are not disturbed; null for never
 * @param capPerDay how much rules may give them on a day; null for any number
 */
record BusinessCalendar(
        ZoneId zone,
        Set<DayOfWeek> weekend,
        Predicate<LocalDate> holiday,
        LocalTime opens,
        LocalTime closes,
        @Nullable QuietHours quiet,
        @Nullable Integer capPerDay) {
    static final LocalTime OPENING = LocalTime.of(9, 0);
    static final LocalTime CLOSING = LocalTime.of(17, 0);

    /** Nobody rests longer; whoever did would be looked for day by day. */
    private static final int FARTHEST_DAYS = 3 * 366;

    private static final int DAYS_AT_MOST = 10 * 366;

    BusinessCalendar {
        weekend = Set.copyOf(weekend);
        if (weekend.containsAll(EnumSet.allOf(DayOfWeek.class))) {
            throw new IllegalArgumentException("a week without a working day");
        }
        if (!closes.isAfter(opens)) {
            throw new IllegalArgumentException("a working day that ends before it begins");
        }
    }

    /** With the usual hours, 09:00 to 17:00, and disturbed at any time. */
    BusinessCalendar(ZoneId zone, Set<DayOfWeek> weekend, Predicate<LocalDate> holiday) {
        this(zone, weekend, holiday, OPENING, CLOSING, null, null);
    }

    /** True if they work on that day. */
    boolean isOpenOn(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !holiday.test(day);
    }

    /** The day that a moment lies on. */
    LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /**
     * The same time of day so many business days later. What happens on a free day counts as the opening of the next
     * business day. A local time that the clocks leap over becomes the time just after the leap; of one that comes twice,
     * the first is meant.
     *
     * @param days 0 or more
     */
    Instant plusBusinessDays(Instant from, int days) {
        LocalDateTime start = from.atZone(zone).toLocalDateTime();
        if (!isOpenOn(start.toLocalDate())) {
            start = nextOpen(start.toLocalDate()).atTime(opens);
        }
        LocalDate day = start.toLocalDate();
        for (int passed = 0; passed < days; passed++) {
            day = nextOpen(day);
        }
        return day.atTime(start.toLocalTime()).atZone(zone).toInstant();
    }

    /** The end of the business day that lies so many business days ahead; of the next if that has passed. */
    Instant closingAfter(Instant from, int days) {
        Instant same = plusBusinessDays(from, days);
        LocalDate day = dayOf(same);
        Instant closing = at(day, closes);
        return closing.isAfter(from) ? closing : at(nextOpen(day), closes);
    }

    /**
     * So many hours of work later, as the clock on the wall passes them: an hour that is leapt over is not worked, one that
     * comes twice is worked twice. Time outside the working hours counts nothing.
     *
     * @param hours 1 or more
     */
    Instant plusBusinessHours(Instant from, int hours) {
        Duration left = Duration.ofHours(hours);
        Instant at = working(from);
        for (int day = 0; day < FARTHEST_DAYS; day++) {
            Instant end = at(dayOf(at), closes);
            Duration today = Duration.between(at, end);
            if (today.compareTo(left) >= 0) {
                return at.plus(left);
            }
            left = left.minus(today);
            at = at(nextOpen(dayOf(at)), opens);
        }
        return at;
    }

    /** That moment, or the next one at which they work. */
    Instant working(Instant moment) {
        LocalDate day = dayOf(moment);
        if (!isOpenOn(day) || !moment.isBefore(at(day, closes))) {
            return at(nextOpen(day), opens);
        }
        Instant opening = at(day, opens);
        return moment.isBefore(opening) ? opening : moment;
    }

    /** The beginning of the next working day. */
    Instant nextOpening(Instant from) {
        return at(nextOpen(dayOf(from)), opens);
    }

    /** That moment, or when the quiet hours that it lies in end. */
    Instant outOfQuiet(Instant moment) {
        return quiet == null ? moment : quiet.end(moment, zone);
    }

    private Instant at(LocalDate day, LocalTime time) {
        ZonedDateTime there = day.atTime(time).atZone(zone);
        return there.toInstant();
    }

    /** Whole minutes of working hours between the two; at most ten years' worth. */
    long minutesBetween(Instant from, Instant to) {
        Duration open = Duration.ZERO;
        LocalDate last = dayOf(to);
        LocalDate day = dayOf(from);
        for (int days = 0; days < DAYS_AT_MOST && !day.isAfter(last); days++, day = day.plusDays(1)) {
            if (isOpenOn(day)) {
                Instant begin = later(from, at(day, opens));
                Instant end = earlier(to, at(day, closes));
                open = end.isAfter(begin) ? open.plus(Duration.between(begin, end)) : open;
            }
        }
        return open.toMinutes();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private LocalDate nextOpen(LocalDate day) {
        LocalDate next = day.plusDays(1);
        for (int looked = 0; looked < FARTHEST_DAYS && !isOpenOn(next); looked++) {
            next = next.plusDays(1);
        }
        return next;
    }
}
