package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;

/** Makes the report of what a replay left in its table. */
@Singleton
class ReplayFindings {
    private static final int MOVERS = 10;
    private static final String RANKED = """
            with ranked as (
                select lead_id, before, after, row_number() over (order by before desc, lead_id) as was,
                    row_number() over (order by after desc, lead_id) as is_now
                from scoring_replay_lead where replay_id = ? and won is null)
            """;

    private final Database database;
    private final OutcomeCheck check;

    ReplayFindings(Database database, OutcomeCheck check) {
        this.database = database;
        this.check = check;
    }

    private record Sums(int open, int moved, double meanMove) {}

    ReplayReport of(UUID replay) {
        Sums sums = database.first(
                        RANKED + "select count(*) as open, count(*) filter (where was <> is_now) as moved,"
                                + " coalesce(avg(abs(was - is_now)), 0) as mean_move from ranked",
                        row -> new Sums(row.getInt("open"), row.getInt("moved"), row.getDouble("mean_move")),
                        replay)
                .orElseThrow();
        List<ReplayReport.Move> tops =
                moves("where was <= " + ReplayReport.TOP + " or is_now <= " + ReplayReport.TOP, "is_now", replay);
        Decided decided = decided(replay);
        return new ReplayReport(
                sums.open(),
                sums.moved(),
                sums.meanMove(),
                tops.stream()
                        .filter(move -> move.rankAfter() <= ReplayReport.TOP)
                        .toList(),
                tops.stream()
                        .filter(move -> move.rankAfter() > ReplayReport.TOP)
                        .sorted(Comparator.comparingInt(ReplayReport.Move::rankBefore))
                        .toList(),
                moves("where was <> is_now", "abs(was - is_now) desc, is_now limit " + MOVERS, replay),
                tenths("before", replay),
                tenths("after", replay),
                decided.judged(decided.before()),
                decided.judged(decided.after()));
    }

    private List<ReplayReport.Move> moves(String where, String order, UUID replay) {
        return database.list(
                RANKED + "select * from ranked " + where + " order by " + order, ReplayFindings::move, replay);
    }

    private static ReplayReport.Move move(ResultSet row) throws SQLException {
        return new ReplayReport.Move(
                row.getObject("lead_id", UUID.class),
                row.getInt("was"),
                row.getInt("is_now"),
                Standing.display(row.getDouble("before")),
                Standing.display(row.getDouble("after")));
    }

    private record Tenth(int place, int leads) {}

    private List<Integer> tenths(String column, UUID replay) {
        List<Integer> tenths = new ArrayList<>(Collections.nCopies(10, 0));
        String sql = """
                select least(9, floor(10 * (1 - power(2, -greatest(0, %s) / 50))))::int as tenth, count(*) as leads
                from scoring_replay_lead where replay_id = ? and won is null group by 1
                """.formatted(column);
        database.list(sql, row -> new Tenth(row.getInt("tenth"), row.getInt("leads")), replay)
                .forEach(tenth -> tenths.set(tenth.place(), tenth.leads()));
        return tenths;
    }

    private record Row(double before, double after, boolean won) {}

    private Decided decided(UUID replay) {
        List<Row> rows = database.list(
                "select before, after, won from scoring_replay_lead where replay_id = ? and won is not null order by lead_id",
                row -> new Row(row.getDouble("before"), row.getDouble("after"), row.getBoolean("won")),
                replay);
        boolean[] won = new boolean[rows.size()];
        for (int i = 0; i < won.length; i++) {
            won[i] = rows.get(i).won();
        }
        boolean both = rows.stream().anyMatch(Row::won) && !rows.stream().allMatch(Row::won);
        return new Decided(
                rows.stream().mapToDouble(Row::before).toArray(),
                rows.stream().mapToDouble(Row::after).toArray(),
                won,
                both ? check : null);
    }

    /** Leads that were won or lost; {@code check} null if there are not both. */
    private record Decided(
            double[] before,
            double[] after,
            boolean[] won,
            @Nullable OutcomeCheck check) {
        OutcomeCheck.@Nullable Figures judged(double[] points) {
            return check == null ? null : check.of(points, won);
        }
    }
}
