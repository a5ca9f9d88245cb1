package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/** When somebody may be disturbed, by the calendar that holds for them. In the caller's transaction. */
@Singleton
public class PersonalDays {
    private final Calendars calendars;

    PersonalDays(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * A moment in somebody's day.
     *
     * @param awake that moment, or when the quiet hours that it lies in end
     * @param began when the day began, where the person is
     * @param ends when the next one begins
     * @param day the day there, as ISO 8601 writes it
     * @param time what clocks show there
     */
    public record Moment(Instant awake, Instant began, Instant ends, String day, LocalTime time, ZoneId zone) {}

    /** Where a moment lies in a day of a person of a team. */
    public Moment of(TeamId team, String person, Instant moment) {
        BusinessCalendar calendar = calendars.of(team).apply(person);
        ZoneId zone = calendar.zone();
        LocalDate day = calendar.dayOf(moment);
        return new Moment(
                calendar.outOfQuiet(moment),
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant(),
                day.toString(),
                moment.atZone(zone).toLocalTime(),
                zone);
    }

    /** The same time of day so many of the person's business days later, 0 or more. */
    public Instant businessDaysAfter(TeamId team, String person, Instant from, int days) {
        return calendars.of(team).apply(person).plusBusinessDays(from, days);
    }

    /** So many of the person's working hours later, 1 or more. */
    public Instant businessHoursAfter(TeamId team, String person, Instant from, int hours) {
        return calendars.of(team).apply(person).plusBusinessHours(from, hours);
    }

    /** The end of the person's business day that lies so many ahead. */
    public Instant closingAfter(TeamId team, String person, Instant from, int days) {
        return calendars.of(team).apply(person).closingAfter(from, days);
    }

    /**
     * That moment, or the next one that lies in a window of the week somewhere.
     *
     * @param country ISO 3166-1, whose public holidays are left out; null for none
     * @param days of the week, at least one
     * @param to later than {@code from}
     */
    public static Instant inWindow(
            @Nullable String country, ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, Instant moment) {
        Set<DayOfWeek> closed = EnumSet.allOf(DayOfWeek.class);
        closed.removeAll(days);
        return new BusinessCalendar(zone, closed, Holidays.of(country, null), from, to, null, null).working(moment);
    }
}
