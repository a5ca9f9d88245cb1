package salesinsights.scoring.schedule;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Breakdown;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Tables report_schedule and report_mailing. In the caller's transaction. */
@Singleton
class ScheduleTable {
    private static final int TRIES = 5;
    private static final int LONGEST_TROUBLE = 500;
    private static final String SELECT =
            "select s.*, t.path from report_schedule s join team t on t.id = s.team_id where ";

    private final Database database;

    ScheduleTable(Database database) {
        this.database = database;
    }

    /** A row. */
    record Row(
            UUID id,
            Team team,
            String person,
            String address,
            Wanted wanted,
            int version,
            Instant nextAt,
            @Nullable Instant lastAt,
            @Nullable String trouble) {
        ScheduleView view() {
            return new ScheduleView(
                    id,
                    team.path(),
                    wanted.name(),
                    wanted.by().id(),
                    wanted.span(),
                    wanted.format(),
                    wanted.cadence(),
                    wanted.onDay(),
                    wanted.at().toString(),
                    wanted.zone().getId(),
                    wanted.paused(),
                    address,
                    wanted.paused() ? null : nextAt,
                    lastAt,
                    trouble,
                    version);
        }
    }

    List<Row> of(Set<TeamId> teams, String person) {
        return database.list(
                SELECT + "s.team_id = any (?) and s.person = ? order by s.name, s.id",
                ScheduleTable::read,
                ids(teams),
                person);
    }

    Optional<Row> find(Set<TeamId> teams, String person, UUID id) {
        return database.first(
                SELECT + "s.team_id = any (?) and s.person = ? and s.id = ?",
                ScheduleTable::read,
                ids(teams),
                person,
                id);
    }

    /** False if the person has another of this name for the team. */
    boolean insert(UUID id, TeamId team, String person, String address, Wanted wanted, Instant nextAt) {
        String sql = """
                insert into report_schedule (id, team_id, person, address, name, breakdown, span, format, cadence,
                    on_day, at_time, zone, paused, next_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """;
        return database.write(
                        sql,
                        id,
                        team.value(),
                        person,
                        address,
                        wanted.name(),
                        wanted.by(),
                        wanted.span(),
                        wanted.format(),
                        wanted.cadence(),
                        wanted.onDay(),
                        wanted.at(),
                        wanted.zone().getId(),
                        wanted.paused(),
                        nextAt)
                == 1;
    }

    boolean isTaken(TeamId team, String person, String name, UUID except) {
        return database.first(
                        "select 1 from report_schedule where team_id = ? and person = ? and name = ? and id <> ?",
                        row -> true,
                        team.value(),
                        person,
                        name,
                        except)
                .isPresent();
    }

    /** False if it was changed meanwhile. */
    boolean update(UUID id, int version, String address, Wanted wanted, Instant nextAt) {
        String sql = """
                update report_schedule set name = ?, breakdown = ?, span = ?, format = ?, cadence = ?, on_day = ?,
                    at_time = ?, zone = ?, paused = ?, address = ?, next_at = ?, version = version + 1, trouble = null
                where id = ? and version = ?
                """;
        return database.write(
                        sql,
                        wanted.name(),
                        wanted.by(),
                        wanted.span(),
                        wanted.format(),
                        wanted.cadence(),
                        wanted.onDay(),
                        wanted.at(),
                        wanted.zone().getId(),
                        wanted.paused(),
                        address,
                        nextAt,
                        id,
                        version)
                == 1;
    }

    void delete(UUID id) {
        database.write("delete from report_schedule where id = ?", id);
    }

    void seen(String person, Set<TeamId> teams) {
        database.write(
                "update report_schedule set seen_at = now() where person = ? and team_id = any (?)"
                        + " and seen_at < now() - interval '1 day'",
                person,
                ids(teams));
    }

    /** Those whose time has come, of people who were seen lately enough; by the database's clock. */
    List<Row> due(Duration confirmedWithin, int atMost) {
        return database.list(
                SELECT + "not s.paused and s.next_at <= now() and s.seen_at > now() - make_interval(secs => ?)"
                        + " order by s.next_at limit ?",
                ScheduleTable::read,
                (double) confirmedWithin.toSeconds(),
                atMost);
    }

    /** True if this moment's is to be made here and now: nobody did, or whoever began broke off minutes ago. */
    boolean claim(Row row) {
        String sql = """
                insert into report_mailing as m (schedule_id, due_at, team_id) values (?, ?, ?)
                on conflict (schedule_id, due_at) do update set claimed_at = now(), tries = m.tries + 1
                    where m.done_at is null and m.tries < ? and m.claimed_at < now() - interval '5 minutes'
                """;
        return database.write(sql, row.id(), row.nextAt(), row.team().id().value(), TRIES) == 1;
    }

    /** It was taken, or not: then it is tried again until the tries are over. */
    void settle(Row row, @Nullable String refused, Instant nextAt) {
        String why = refused == null ? null : refused.substring(0, Math.min(refused.length(), LONGEST_TROUBLE));
        int tries = database.first(
                        "update report_mailing set done_at = case when ?::text is null then now() end"
                                + " where schedule_id = ? and due_at = ? returning tries",
                        found -> found.getInt("tries"),
                        why,
                        row.id(),
                        row.nextAt())
                .orElse(TRIES);
        boolean over = why == null || tries >= TRIES;
        database.write(
                "update report_schedule set trouble = ?, last_at = case when ?::text is null then now() else last_at end,"
                        + " next_at = case when ? then ? else next_at end where id = ? and next_at = ?",
                why,
                why,
                over,
                nextAt,
                row.id(),
                row.nextAt());
    }

    /** Whether Keycloak last said that the person answers for the team, or one above. */
    boolean answersFor(String person, TeamPath team) {
        String sql = """
                select 1 from member_seen m join team t on t.id = m.team_id
                where m.user_name = ? and m.left_at is null and m.roles && '{sales-manager,admin}'
                  and (t.path = ? or starts_with(?, t.path || '/')) limit 1
                """;
        return database.first(sql, row -> true, person, team.value(), team.value())
                .isPresent();
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new Team(new TeamId(row.getLong("team_id")), new TeamPath(row.getString("path"))),
                row.getString("person"),
                row.getString("address"),
                new Wanted(
                        row.getString("name"),
                        Breakdown.parse(row.getString("breakdown").toLowerCase(Locale.ROOT)),
                        Span.valueOf(row.getString("span")),
                        FileFormat.valueOf(row.getString("format")),
                        Cadence.valueOf(row.getString("cadence")),
                        row.getInt("on_day"),
                        row.getObject("at_time", LocalTime.class),
                        ZoneId.of(row.getString("zone")),
                        row.getBoolean("paused")),
                row.getInt("version"),
                Objects.requireNonNull(Database.instant(row, "next_at")),
                Database.instant(row, "last_at"),
                row.getString("trouble"));
    }
}
