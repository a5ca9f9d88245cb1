package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** What became of every sent message, read from the counts that {@link CountRecipients} keeps. */
@Singleton
class RollUps {
    // A team in works-council mode is counted in cells of a whole week in UTC, each of which shows all its mail or
    // none: whatever periods, zones and teams somebody asks for and subtracts, what is left is a sum of such cells, and
    // every cell has its number of people. By campaign likewise: a week is told apart only if every campaign of it has.
    // By nothing else: two ways of telling apart, subtracted from each other, would leave single people.
    private static final String GROUPS = """
            with guarded as (
                select * from unnest(?::bigint[], ?::int[]) g (team_id, minimum)
            ), crowd as (
                select c.*, g.minimum from report_crowd c join guarded g on g.team_id = c.team_id
                where c.team_id = any (?) and c.week >= ? and c.week + interval '7 days' <= least(?, now()) and c.sent > 0
            ), week as (
                select team_id, week, exists (select from crowd l where l.team_id = c.team_id and l.week = c.week
                        group by l.campaign having count(distinct l.rep) < min(l.minimum)) as lonely
                from crowd c group by team_id, week having count(distinct rep) >= min(minimum)
            )
            """;

    private static final String OF_GROUPS = """
            select c.team_id, case when w.lonely then '' else c.key end as key, w.week as starts_at, {columns}
            from report_cell c join week w on w.team_id = c.team_id and w.week = date_trunc('week', c.starts_at, 'UTC')
            where c.team_id = any (?) and c.dimension = ? and c.grain = 'DAY' and c.starts_at >= ? and c.starts_at < ?
            """;

    private static final String OF_ALL = """
            select c.team_id, c.key, c.starts_at, {columns} from report_cell c
            where c.team_id = any (?) and c.dimension = ? and c.grain = '%s' and c.starts_at >= ? and c.starts_at < ?
            """;

    private static final String BETWEEN = " union all ";

    private static final String WHOLE = GROUPS + ", cell as (" + OF_ALL.formatted("DAY") + BETWEEN
            + OF_ALL.formatted("QUARTER") + BETWEEN + OF_ALL.formatted("QUARTER") + BETWEEN + OF_GROUPS + ")";

    private static final String STEPS =
            GROUPS + ", cell as (" + OF_ALL.formatted("{grain}") + BETWEEN + OF_GROUPS + ")";

    private static final String SUMS =
            " select {key} as key, {sums} from cell c {with} group by 1 having sum(c.sent) > 0";

    private static final String HOURS = """
            join unnest(?::timestamptz[], ?::timestamptz[], ?::int[]) z (since, until, ahead)
                on c.starts_at >= z.since and c.starts_at < z.until
            """;

    private record Row(String key, Counts counts) {}

    private final Database database;

    RollUps(Database database) {
        this.database = database;
    }

    /**
     * Whose mail is counted.
     *
     * @param guarded teams of which only groups are counted, with the number of people that a group needs
     */
    record Whose(Set<TeamId> teams, Map<TeamId, Integer> guarded) {
        List<TeamId> open() {
            return teams.stream().filter(team -> !guarded.containsKey(team)).toList();
        }
    }

    /** Counts of a period by key; by link and hour only of teams that are not shown as groups. */
    NavigableMap<String, Counts> by(Breakdown breakdown, Whose whose, Period period) {
        return switch (breakdown) {
            case TEAM -> whole("TEAM", "TEAM", "(select t.path from team t where t.id = c.team_id)", whose, period);
            case CAMPAIGN -> whole("CAMPAIGN", "CAMPAIGN", "c.key", whose, period);
            case REP, TEMPLATE, SEGMENT -> whole(breakdown.name(), "TEAM", "c.key", whose, period);
            case LINK -> whole("LINK", "TEAM", "c.key", new Whose(Set.copyOf(whose.open()), Map.of()), period);
            case HOUR -> byHour(whose, period);
        };
    }

    /** What one person sent. */
    Counts of(String rep, Set<TeamId> teams, Period period) {
        return whole("REP", "TEAM", "c.key", new Whose(teams, Map.of()), period).getOrDefault(rep, Counts.NONE);
    }

    /** Counts by link of a campaign, under position and destination; of teams that are not shown as groups. */
    NavigableMap<String, Counts> byPlace(String campaign, Whose whose, Period period) {
        String prefix = "c" + campaign + LinkPlace.SEPARATOR;
        NavigableMap<String, Counts> places = new TreeMap<>();
        whole("PLACE", "TEAM", "c.key", new Whose(Set.copyOf(whose.open()), Map.of()), period)
                .subMap(prefix, true, prefix + Character.MAX_VALUE, true)
                .forEach((key, counts) -> places.put(key.substring(prefix.length()), counts));
        return places;
    }

    private NavigableMap<String, Counts> byHour(Whose whose, Period period) {
        List<Period.Stretch> stretches = period.stretches();
        boolean hours = stretches.stream()
                .allMatch(one -> one.offset() % 3600 == 0 && one.from().getEpochSecond() % 3600 == 0);
        Whose open = new Whose(Set.copyOf(whose.open()), Map.of());
        return steps(
                "to_char(c.starts_at at time zone 'UTC' + z.ahead * interval '1 second', 'ID HH24')",
                HOURS,
                hours ? "HOUR" : "QUARTER",
                open,
                period,
                new Database.Cells(
                        "timestamptz",
                        stretches.stream().map(Period.Stretch::from).toList()),
                new Database.Cells(
                        "timestamptz",
                        stretches.stream().map(Period.Stretch::to).toList()),
                new Database.Cells(
                        "int", stretches.stream().map(Period.Stretch::offset).toList()));
    }

    /** Counts by step of the period in which something was sent: which of {@link Period#steps}, from 1. */
    Map<String, Counts> byStep(Whose whose, Period period) {
        // Java alone knows where a day begins: PostgreSQL reads an offset such as +02:00 the other way round.
        List<Instant> starts = period.steps().stream()
                .map(day -> day.atStartOfDay(period.zone()).toInstant())
                .toList();
        return steps(
                "s.step::text",
                "cross join lateral (select width_bucket(c.starts_at, ?::timestamptz[]) as step) s",
                grainOf(starts),
                whose,
                period,
                new Database.Cells("timestamptz", starts));
    }

    private static String grainOf(List<Instant> starts) {
        if (starts.stream().allMatch(start -> start.getEpochSecond() % 86_400 == 0)) {
            return "DAY";
        }
        return starts.stream().allMatch(start -> start.getEpochSecond() % 3_600 == 0) ? "HOUR" : "QUARTER";
    }

    /** How long people looked at mail of teams that are not shown as groups: readers by seconds. */
    NavigableMap<Double, Long> reading(Whose whose, Period period) {
        NavigableMap<Double, Long> readers = new TreeMap<>();
        database.list(
                        "select half_seconds / 2.0 as seconds, sum(readers) as readers from report_reading"
                                + " where team_id = any (?) and starts_at >= ? and starts_at < ? group by 1",
                        row -> Map.entry(row.getDouble("seconds"), row.getLong("readers")),
                        longs(whose.open()),
                        period.begin(),
                        period.end())
                .forEach(step -> readers.put(step.getKey(), step.getValue()));
        return readers;
    }

    private NavigableMap<String, Counts> whole(
            String dimension, String ofGroups, String key, Whose whose, Period period) {
        List<Object> parameters = new ArrayList<>(groups(whose, period));
        Database.Cells open = longs(whose.open());
        parameters.addAll(List.of(open, dimension, period.wholeFrom(), period.wholeTo()));
        parameters.addAll(List.of(open, dimension, period.begin(), period.wholeFrom()));
        parameters.addAll(List.of(open, dimension, period.wholeTo(), period.end()));
        parameters.addAll(List.of(longs(whose.guarded().keySet()), ofGroups, period.begin(), period.end()));
        return counted(WHOLE + SUMS.replace("{with}", "").replace("{key}", key), parameters);
    }

    private NavigableMap<String, Counts> steps(
            String key, String with, String grain, Whose whose, Period period, Object... more) {
        List<Object> parameters = new ArrayList<>(groups(whose, period));
        parameters.addAll(List.of(longs(whose.open()), "TEAM", period.begin(), period.end()));
        parameters.addAll(List.of(longs(whose.guarded().keySet()), "TEAM", period.begin(), period.end()));
        parameters.addAll(List.of(more));
        return counted(
                STEPS.replace("{grain}", grain) + SUMS.replace("{with}", with).replace("{key}", key), parameters);
    }

    private static List<Object> groups(Whose whose, Period period) {
        List<TeamId> guarded = List.copyOf(whose.guarded().keySet());
        return List.of(
                longs(guarded),
                new Database.Cells(
                        "int", guarded.stream().map(whose.guarded()::get).toList()),
                longs(guarded),
                period.begin(),
                period.end());
    }

    private NavigableMap<String, Counts> counted(String sql, List<Object> parameters) {
        NavigableMap<String, Counts> counted = new TreeMap<>();
        String whole = sql.replace("{columns}", Fates.each(", ", tally -> "c." + tally.column()))
                .replace("{sums}", Fates.each(", ", tally -> "sum(c." + tally.column() + ") as " + tally.column()));
        database.list(whole, row -> new Row(row.getString("key"), read(row)), parameters.toArray())
                .forEach(row -> counted.put(row.key(), row.counts()));
        return counted;
    }

    static Database.Cells longs(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static Counts read(ResultSet row) throws SQLException {
        Map<Tally, Long> counts = new HashMap<>();
        for (Tally tally : Tally.values()) {
            counts.put(tally, row.getLong(tally.column()));
        }
        return Counts.of(tally -> counts.getOrDefault(tally, 0L));
    }
}
