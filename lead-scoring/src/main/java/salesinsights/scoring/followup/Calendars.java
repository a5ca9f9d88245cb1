package salesinsights.scoring.followup;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Business calendars of teams: weekends and public holidays of their country, in their time zone. */
@Singleton
class Calendars {
    private static final Set<DayOfWeek> USUAL_WEEKEND = Set.of(SATURDAY, SUNDAY);
    private static final Set<DayOfWeek> FRIDAY_WEEKEND = Set.of(FRIDAY, SATURDAY);
    // Unicode CLDR 45, weekendStart; Java does not tell it.
    private static final Set<String> REST_ON_FRIDAY =
            Set.of("BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE");

    private static final Map<String, Predicate<LocalDate>> HOLIDAYS = new ConcurrentHashMap<>();

    private final Database database;

    Calendars(Database database) {
        this.database = database;
    }

    /** The team's calendar, in the caller's transaction. */
    BusinessCalendar of(TeamId team) {
        return database.first(
                        "select country, time_zone from team where id = ?",
                        row -> of(row.getString("country"), row.getString("time_zone")),
                        team.value())
                .orElseThrow();
    }

    /** A country's calendar: without a country there are weekends only, and an unknown time zone is UTC. */
    static BusinessCalendar of(@Nullable String country, String zone) {
        return new BusinessCalendar(
                zoneOf(zone),
                country != null && REST_ON_FRIDAY.contains(country) ? FRIDAY_WEEKEND : USUAL_WEEKEND,
                country == null ? day -> false : HOLIDAYS.computeIfAbsent(country, Calendars::holidaysOf));
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }

    private static Predicate<LocalDate> holidaysOf(String country) {
        // Only countries that the library has: it fails for others. Its list also names stock exchanges.
        if (country.length() != 2 || !HolidayManager.getSupportedCalendarCodes().contains(country)) {
            return day -> false;
        }
        HolidayManager known = HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
        return day -> known.isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
    }
}
