package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import salesinsights.tracking.ground.Database;

/** How fast and how reliably people worked, and what came of it: of teams that are not shown as groups only. */
@Singleton
class WorkFigures {
    private static final String RESPONSES = """
            select count(*) as n, percentile_disc(?::float8[]) within group (order by minutes) as minutes
            from counted_reply where team_id = any (?) and replied_at >= ? and replied_at < ? and minutes is not null
            """;

    private static final String ANSWERED = "select count(*) from counted_reply"
            + " where team_id = any (?) and replied_at >= ? and replied_at < ? and minutes is not null";

    private static final String PUNCTUAL = """
            select count(*) as due, count(*) filter (where status = 'DONE' and on_time) as in_time from follow_up
            where team_id = any (?) and due_at >= ? and due_at < least(?, now()) and status <> 'CANCELLED'
            """;

    private static final String CONVERTED = """
            with touched as (
                select r.team_id, r.address, {key} as key, min(r.sent_at) as first_at
                from recipient r {message}
                where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ? group by 1, 2, 3
            )
            select t.key, count(*) as touched,
                count(*) filter (where l.outcome = 'WON' and l.outcome_at >= t.first_at) as won
            from touched t join lead l on l.team_id = t.team_id and l.email = t.address group by 1
            """;

    private static final String OF_MESSAGE = "join tracked_message m on m.team_id = r.team_id and m.id = r.message_id";

    private final Database database;

    WorkFigures(Database database) {
        this.database = database;
    }

    /** Median and 95th percentile of the response time. */
    List<Spread> responses(RollUps.Whose whose, Period period) {
        Database.Cells teams = RollUps.longs(whose.open());
        long n = database.first(ANSWERED, row -> row.getLong(1), teams, period.begin(), period.end())
                .orElse(0L);
        if (n == 0) {
            return List.of(
                    Spread.of(Metric.RESPONSE_TIME, 0.5, new TreeMap<>()),
                    Spread.of(Metric.RESPONSE_TIME_P95, 0.95, new TreeMap<>()));
        }
        List<Double> ranks = new ArrayList<>(Spread.ranks(0.5, n));
        ranks.addAll(Spread.ranks(0.95, n));
        return database.first(
                        RESPONSES,
                        row -> {
                            Integer[] minutes =
                                    (Integer[]) row.getArray("minutes").getArray();
                            return List.of(
                                    spread(Metric.RESPONSE_TIME, n, minutes, 0),
                                    spread(Metric.RESPONSE_TIME_P95, n, minutes, 3));
                        },
                        new Database.Cells("float8", ranks),
                        teams,
                        period.begin(),
                        period.end())
                .orElseThrow();
    }

    private static Spread spread(Metric metric, long n, Integer[] minutes, int from) {
        return new Spread(metric.id(), metric.unit(), n, (double) minutes[from], (double) minutes[from + 1], (double)
                minutes[from + 2]);
    }

    /** Tasks done by their due time. */
    Figure punctuality(RollUps.Whose whose, Period period) {
        return database.first(
                        PUNCTUAL,
                        row -> Figure.of(Metric.FOLLOW_UP_PUNCTUALITY.id(), row.getLong("in_time"), row.getLong("due")),
                        RollUps.longs(whose.open()),
                        period.begin(),
                        period.end())
                .orElseThrow();
    }

    /** Won of touched leads; by what stands in the messages, a lead is in the row of each. */
    NavigableMap<String, Figure> conversion(Conversion.By by, RollUps.Whose whose, Period period) {
        String sql = switch (by) {
            case ALL -> CONVERTED.replace("{message}", "").replace("{key}", "''");
            case CAMPAIGN -> CONVERTED.replace("{message}", OF_MESSAGE).replace("{key}", "coalesce(m.campaign, '')");
            case TEMPLATE -> CONVERTED.replace("{message}", OF_MESSAGE).replace("{key}", "coalesce(m.template, '')");
        };
        NavigableMap<String, Figure> rows = new TreeMap<>();
        database.list(
                        sql,
                        row -> Map.entry(
                                row.getString("key"),
                                Figure.of(Metric.CONVERSION.id(), row.getLong("won"), row.getLong("touched"))),
                        RollUps.longs(whose.open()),
                        period.begin(),
                        period.end())
                .forEach(row -> rows.put(row.getKey(), row.getValue()));
        return rows;
    }
}
