package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.council.WorksCouncil;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** The team transparency report: what was sent and what came of it. */
@Singleton
public class TeamReport {
    private static final int ROWS_AT_MOST = 1000;

    private final RollUps counts;
    private final WorkFigures work;
    private final WorksCouncil council;
    private final AuditLog audit;

    TeamReport(RollUps counts, WorkFigures work, WorksCouncil council, AuditLog audit) {
        this.counts = counts;
        this.work = work;
        this.council = council;
        this.audit = audit;
    }

    /** Of all teams that the caller sees, in the caller's transaction; at most 1,000 rows, by key. */
    public ReportView of(Caller caller, Period period, Breakdown by) {
        return of(caller, period, by, null);
    }

    /**
     * The same, with the rows in the order of a share.
     *
     * @param rank id of the share, null for the order of the keys
     * @throws Problem 400 at {@code rank}
     */
    public ReportView of(Caller caller, Period period, Breakdown by, @Nullable String rank) {
        Metric ranked = Ranking.parse(rank);
        RollUps.Whose whose = whose(caller);
        NavigableMap<String, Counts> counted = counts.by(by, whose, period);
        // A message stands in the row of each of its links, so that rows may hold more than there is.
        Counts total = together(by == Breakdown.TEAM ? counted : counts.by(Breakdown.TEAM, whose, period));
        List<ReportView.Row> rows = counted.entrySet().stream()
                .map(row -> ReportView.Row.of(row.getKey(), row.getValue()))
                .toList();
        List<Spread> measured = new ArrayList<>();
        measured.add(Spread.of(Metric.READ_TIME, 0.5, counts.reading(whose, period)));
        measured.addAll(work.responses(whose, period));
        return new ReportView(
                period,
                by,
                ReportView.Row.of("", total),
                period.previous().map(before -> before(whose, before)).orElse(null),
                (ranked == null ? rows : Ranking.by(ranked, rows))
                        .stream().limit(ROWS_AT_MOST).toList(),
                measured,
                List.of(work.punctuality(whose, period)),
                trend(whose, period),
                Estimate.inWords(total),
                counted.size() > ROWS_AT_MOST,
                groupsOnly(caller));
    }

    private ReportView.Before before(RollUps.Whose whose, Period period) {
        Counts total = together(counts.by(Breakdown.TEAM, whose, period));
        return new ReportView.Before(period, ReportView.Row.of("", total));
    }

    private static Counts together(Map<String, Counts> rows) {
        return rows.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    /** Won of touched leads, of teams that are not shown as groups only. */
    public Conversion conversion(Caller caller, Period period, Conversion.By by) {
        RollUps.Whose whose = whose(caller);
        Map<String, Figure> all = work.conversion(Conversion.By.ALL, whose, period);
        Map<String, Figure> rows = by == Conversion.By.ALL ? new TreeMap<>() : work.conversion(by, whose, period);
        return new Conversion(
                period,
                by,
                all.getOrDefault("", Figure.of(Metric.CONVERSION.id(), 0, 0)),
                rows.entrySet().stream()
                        .limit(ROWS_AT_MOST)
                        .map(row -> new Conversion.Row(row.getKey(), row.getValue()))
                        .toList());
    }

    RollUps.Whose whose(Caller caller) {
        return new RollUps.Whose(caller.visibleTeamIds(), council.minimums(caller.visibleTeams()));
    }

    private List<ReportView.Group> groupsOnly(Caller caller) {
        Map<TeamId, Integer> minimums = council.minimums(caller.visibleTeams());
        return caller.visibleTeams().stream()
                .filter(team -> minimums.containsKey(team.id()))
                .map(team -> new ReportView.Group(team.path(), minimums.getOrDefault(team.id(), 0)))
                .toList();
    }

    /** What came of the caller's own mail, up to this moment: before anybody else sees it. */
    public ReportView.Own own(Caller caller, Period period) {
        Set<TeamId> teams = caller.visibleTeamIds();
        String name = caller.username();
        return new ReportView.Own(period, ReportView.Row.of(name, counts.of(name, teams, period)));
    }

    /** By weekday and hour of sending, where the viewer lives; of teams that are not shown as groups only. */
    public List<ReportView.Row> hours(Caller caller, Period period) {
        return counts.by(Breakdown.HOUR, whose(caller), period).entrySet().stream()
                .map(row -> ReportView.Row.of(row.getKey(), row.getValue()))
                .toList();
    }

    /**
     * Every row, for a spreadsheet; read in the caller's transaction, written whenever the answer goes out. That rows left
     * as a file stands in the audit log of each team.
     */
    public ReportSheet sheet(Caller caller, Period period, Breakdown by) {
        Map<String, String> asked = Map.of(
                "by", by.name(),
                "from", period.from().toString(),
                "to", period.to().toString());
        caller.visibleTeamIds()
                .forEach(team -> audit.note(
                        new AuditEntry(team, AuditAction.EXPORT, caller.username(), "report:team", null, asked)));
        return new ReportSheet(by, period, counts.by(by, whose(caller), period));
    }

    private ReportView.Trend trend(RollUps.Whose whose, Period period) {
        Map<String, Counts> sent = counts.byStep(whose, period);
        List<Counts> series = new ArrayList<>();
        for (int step = 1; step <= period.steps().size(); step++) {
            series.add(sent.getOrDefault(Integer.toString(step), Counts.NONE));
        }
        return new ReportView.Trend(
                period.step().name().toLowerCase(Locale.ROOT),
                period.steps(),
                line(series, Counts::sent),
                line(series, Counts::delivered),
                line(series, Counts::opened),
                line(series, Counts::clicked),
                line(series, Counts::answered));
    }

    private static List<Long> line(List<Counts> series, ToLongFunction<Counts> count) {
        return series.stream().map(count::applyAsLong).toList();
    }
}
