package salesinsights.scoring.followup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Table work_calendar, in the caller's transaction. */
@Singleton
class CalendarTable {
    private static final TypeReference<List<WorkCalendar.Closing>> CLOSINGS = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    CalendarTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** All that were set in a team, by person, "" for the team. */
    Map<String, WorkCalendar> of(TeamId team) {
        Map<String, WorkCalendar> calendars = new HashMap<>();
        database.list(
                "select * from work_calendar where team_id = ?",
                row -> {
                    calendars.put(row.getString("person"), read(row));
                    return true;
                },
                team.value());
        return calendars;
    }

    Optional<WorkCalendar> find(TeamId team, String person) {
        return database.first(
                "select * from work_calendar where team_id = ? and person = ?", this::read, team.value(), person);
    }

    /** False if the calendar is at another edition. */
    boolean save(TeamId team, String person, int edition, WorkCalendar set, String by, Instant now) {
        String sql = edition == 0 ? """
                insert into work_calendar (country, region, time_zone, weekend, opens, closes, quiet_from, quiet_to,
                    cap_per_day, closing, changed_by, changed_at, team_id, person)
                values (?, ?, ?, ?, ?::time, ?::time, ?::time, ?::time, ?, ?::jsonb, ?, ?, ?, ?)
                on conflict (team_id, person) do nothing
                """ : """
                update work_calendar set country = ?, region = ?, time_zone = ?, weekend = ?, opens = ?::time,
                    closes = ?::time, quiet_from = ?::time, quiet_to = ?::time, cap_per_day = ?, closing = ?::jsonb,
                    changed_by = ?, changed_at = ?, edition = edition + 1
                where team_id = ? and person = ? and edition = ?
                """;
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.<@Nullable Object>asList(
                set.country(),
                set.region(),
                set.timeZone(),
                Database.texts(set.weekend().stream().map(DayOfWeek::name).toList()),
                text(set.opens()),
                text(set.closes()),
                text(set.quietFrom()),
                text(set.quietTo()),
                set.capPerDay(),
                written(set.closingDays()),
                by,
                now,
                team.value(),
                person));
        if (edition > 0) {
            parameters.add(edition);
        }
        return database.write(sql, parameters.toArray()) == 1;
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }

    /** False if the calendar is at another edition. */
    boolean drop(TeamId team, String person, int edition) {
        String sql = "delete from work_calendar where team_id = ? and person = ? and edition = ?";
        return database.write(sql, team.value(), person, edition) == 1;
    }

    private WorkCalendar read(ResultSet row) throws SQLException {
        int cap = row.getInt("cap_per_day");
        boolean capped = !row.wasNull();
        return new WorkCalendar(
                row.getString("country"),
                row.getString("region"),
                row.getString("time_zone"),
                Arrays.stream((String[]) row.getArray("weekend").getArray())
                        .map(DayOfWeek::valueOf)
                        .toList(),
                row.getObject("opens", LocalTime.class),
                row.getObject("closes", LocalTime.class),
                row.getObject("quiet_from", LocalTime.class),
                row.getObject("quiet_to", LocalTime.class),
                capped ? cap : null,
                closings(row.getString("closing")),
                row.getInt("edition"));
    }

    private String written(List<WorkCalendar.Closing> closings) {
        try {
            return json.writeValueAsString(closings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("days are always JSON", impossible);
        }
    }

    private List<WorkCalendar.Closing> closings(String stored) {
        try {
            return json.readValue(stored, CLOSINGS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored closing days are not what was written", broken);
        }
    }
}
