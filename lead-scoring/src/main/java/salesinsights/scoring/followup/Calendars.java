package salesinsights.scoring.followup;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/**
 * Business calendars of people: what they set, else what their team set, else weekends and public holidays of the team's
 * country in its time zone. Every method runs in the caller's transaction.
 */
@Singleton
public class Calendars {
    private static final List<DayOfWeek> USUAL_WEEKEND = List.of(SATURDAY, SUNDAY);
    private static final List<DayOfWeek> FRIDAY_WEEKEND = List.of(FRIDAY, SATURDAY);
    private static final int SHOWN_FREE_DAYS = 12;
    // Unicode CLDR 45, weekendStart; Java does not tell it.
    private static final Set<String> REST_ON_FRIDAY =
            Set.of("BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE");

    private final Database database;
    private final CalendarTable table;
    private final Clock clock;

    Calendars(Database database, CalendarTable table, Clock clock) {
        this.database = database;
        this.table = table;
        this.clock = clock;
    }

    /** The calendars of a team's people by name, "" for the team itself. */
    Function<String, BusinessCalendar> of(TeamId team) {
        Map<String, WorkCalendar> set = table.of(team);
        WorkCalendar whole = set.containsKey("") ? set.get("") : shipped(team);
        Map<String, BusinessCalendar> made = new HashMap<>();
        return person -> made.computeIfAbsent(
                person, name -> set.getOrDefault(name, whole).calendar());
    }

    private WorkCalendar shipped(TeamId team) {
        return database.first(
                        "select country, time_zone from team where id = ?",
                        row -> usual(row.getString("country"), row.getString("time_zone")),
                        team.value())
                .orElseThrow();
    }

    /** A country's calendar: without a country there are weekends only, and an unknown time zone is UTC. */
    static BusinessCalendar of(@Nullable String country, String zone) {
        return usual(country, zone).calendar();
    }

    private static WorkCalendar usual(@Nullable String country, String zone) {
        return new WorkCalendar(
                country,
                null,
                ZoneId.getAvailableZoneIds().contains(zone) ? zone : "UTC",
                country != null && REST_ON_FRIDAY.contains(country) ? FRIDAY_WEEKEND : USUAL_WEEKEND,
                BusinessCalendar.OPENING,
                BusinessCalendar.CLOSING,
                null,
                null,
                null,
                List.of(),
                0);
    }

    /** What somebody has set, and what holds for them. */
    public record Shown(WorkCalendar calendar, String from, List<LocalDate> freeDays) {}

    /** The calendar that holds for a person of a team, "" for the team; {@code from} is person, team or product. */
    public Shown show(TeamId team, String person) {
        WorkCalendar own = table.find(team, person).orElse(null);
        WorkCalendar held = own;
        if (held == null) {
            WorkCalendar whole = table.find(team, "").orElse(null);
            WorkCalendar above = whole == null ? shipped(team) : whole;
            held = new WorkCalendar(
                    above.country(),
                    above.region(),
                    above.timeZone(),
                    above.weekend(),
                    above.opens(),
                    above.closes(),
                    above.quietFrom(),
                    above.quietTo(),
                    above.capPerDay(),
                    above.closingDays(),
                    0);
            return new Shown(held, whole == null ? "product" : "team", held.freeDays(today(held), SHOWN_FREE_DAYS));
        }
        return new Shown(held, person.isEmpty() ? "team" : "person", held.freeDays(today(held), SHOWN_FREE_DAYS));
    }

    /**
     * Sets the calendar of a person, or of the team.
     *
     * @param edition as the caller read it, 0 for what nobody set
     * @throws Problem 400 with a message per field; 412 if it was changed meanwhile
     */
    public Shown save(TeamId team, String person, int edition, JsonNode body, String by) {
        if (person.length() > 255 || person.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("person", "a user name of at most 255 characters");
        }
        WorkCalendar set = WorkCalendarReader.read(body, LocalDate.now(clock));
        if (edition < 0 || !table.save(team, person, edition, set, by, clock.instant())) {
            throw Problem.changedMeanwhile("Somebody changed this calendar meanwhile; read it again.");
        }
        return show(team, person);
    }

    /**
     * Whether it could be saved.
     *
     * @throws Problem 400 with a message per field
     */
    public void check(JsonNode body) {
        WorkCalendarReader.read(body, LocalDate.now(clock));
    }

    /**
     * Forgets what was set; what is set for all holds again.
     *
     * @throws Problem 412 if it was changed meanwhile, or nothing is set
     */
    public Shown drop(TeamId team, String person, int edition) {
        if (!table.drop(team, person, edition)) {
            throw Problem.changedMeanwhile("Somebody changed this calendar meanwhile; read it again.");
        }
        return show(team, person);
    }

    private LocalDate today(WorkCalendar calendar) {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(calendar.timeZone()));
    }
}
