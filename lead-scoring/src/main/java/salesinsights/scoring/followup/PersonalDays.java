package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
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
     * @param day the day there, as ISO 8601 writes it
     */
    public record Moment(Instant awake, Instant began, String day) {}

    /** Where a moment lies in a day of a person of a team. */
    public Moment of(TeamId team, String person, Instant moment) {
        BusinessCalendar calendar = calendars.of(team).apply(person);
        return new Moment(
                calendar.outOfQuiet(moment),
                calendar.dayOf(moment).atStartOfDay(calendar.zone()).toInstant(),
                calendar.dayOf(moment).toString());
    }
}
