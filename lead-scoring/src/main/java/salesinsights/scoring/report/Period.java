package salesinsights.scoring.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * Whole days of somebody's calendar, by the day of sending.
 *
 * @param from first day
 * @param to last day, included; not before {@code from}, at most three years after
 * @param zone where the days begin and end
 */
public record Period(LocalDate from, LocalDate to, ZoneId zone) {
    private static final int DAYS_AT_MOST = 3 * 366;
    private static final int DAYS_SHOWN_SINGLY = 62;
    private static final int DAYS_BY_DEFAULT = 30;
    private static final int QUARTER = 900;

    public Period {
        if (from.isBefore(LocalDate.EPOCH)) {
            throw Problem.invalid("from", "1970-01-01 or later");
        }
        if (to.isBefore(from)) {
            throw Problem.invalid("to", "not before from");
        }
        if (ChronoUnit.DAYS.between(from, to) >= DAYS_AT_MOST) {
            throw Problem.invalid("to", "at most three years after from");
        }
        if (from.minusDays(1).datesUntil(to.plusDays(2)).anyMatch(day -> isBetweenQuarters(day, zone))) {
            throw Problem.invalid("zone", "a time zone whose days begin on a quarter of an hour in UTC");
        }
    }

    private static boolean isBetweenQuarters(LocalDate day, ZoneId zone) {
        return Math.floorMod(day.atStartOfDay(zone).toEpochSecond(), QUARTER) != 0;
    }

    /** As many days before, for comparison; for a period that begins in 1970 none. */
    public Optional<Period> previous() {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        LocalDate begins = from.minusDays(days);
        return begins.isBefore(LocalDate.EPOCH)
                ? Optional.empty()
                : Optional.of(new Period(begins, from.minusDays(1), zone));
    }

    /** The start of the first whole day in UTC, or the end if there is none. */
    Instant wholeFrom() {
        Instant day = begin().truncatedTo(ChronoUnit.DAYS);
        Instant next = day.equals(begin()) ? day : day.plus(1, ChronoUnit.DAYS);
        return next.isAfter(end()) ? end() : next;
    }

    /** The end of the last whole day in UTC; not before {@link #wholeFrom}. */
    Instant wholeTo() {
        Instant day = end().truncatedTo(ChronoUnit.DAYS);
        return day.isBefore(wholeFrom()) ? wholeFrom() : day;
    }

    /** Stretches between changes of the clock. */
    List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        Instant start = begin();
        while (start.isBefore(end())) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            Instant stop = change == null || change.getInstant().isAfter(end()) ? end() : change.getInstant();
            stretches.add(
                    new Stretch(start, stop, zone.getRules().getOffset(start).getTotalSeconds()));
            start = stop;
        }
        return stretches;
    }

    /**
     * A time without a change of the clock.
     *
     * @param offset seconds that the clock there is ahead of UTC
     */
    record Stretch(Instant from, Instant to, int offset) {}

    /**
     * As a request names it; what is left out is the last 30 days, in UTC.
     *
     * @throws Problem 400 at {@code from}, {@code to} or {@code zone}
     */
    public static Period parse(@Nullable String from, @Nullable String to, @Nullable String zone, Clock clock) {
        ZoneId where = zoneOf(zone);
        LocalDate last = to == null ? ZonedDateTime.now(clock.withZone(where)).toLocalDate() : dayOf("to", to);
        return new Period(from == null ? last.minusDays(DAYS_BY_DEFAULT - 1L) : dayOf("from", from), last, where);
    }

    private static ZoneId zoneOf(@Nullable String zone) {
        try {
            return zone == null ? ZoneId.of("UTC") : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "a time zone such as Europe/Berlin");
        }
    }

    private static LocalDate dayOf(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() > 9000) {
                throw Problem.invalid(field, "a day before the year 9000");
            }
            return day;
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid(field, "a day such as 2026-11-30");
        }
    }

    /** When the first day begins there, included. */
    @JsonIgnore
    public Instant begin() {
        return from.atStartOfDay(zone).toInstant();
    }

    /** When the day after the last begins, excluded. */
    @JsonIgnore
    public Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Steps of a trend: days in a short period, weeks from Monday in a long one. */
    @JsonIgnore
    public ChronoUnit step() {
        return ChronoUnit.DAYS.between(from, to) < DAYS_SHOWN_SINGLY ? ChronoUnit.DAYS : ChronoUnit.WEEKS;
    }

    /** The first day of every step, without gaps; the first step may be a short one. */
    List<LocalDate> steps() {
        if (step() == ChronoUnit.DAYS) {
            return from.datesUntil(to.plusDays(1)).toList();
        }
        LocalDate monday = from.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        Stream<LocalDate> mondays = Stream.iterate(monday, day -> !day.isAfter(to), day -> day.plusWeeks(1));
        return Stream.concat(Stream.of(from), mondays).toList();
    }
}
