package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
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
}
