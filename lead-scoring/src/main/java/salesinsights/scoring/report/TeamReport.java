package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** The team transparency report: what was sent and what came of it. */
@Singleton
public class TeamReport {
    private static final int ROWS_AT_MOST = 1000;

    private final OutcomeRows outcomes;

    TeamReport(OutcomeRows outcomes) {
        this.outcomes = outcomes;
    }

    /** Of all teams that the caller sees, in the caller's transaction; at most 1,000 rows. */
    public ReportView of(Caller caller, Period period, Breakdown by) {
        Map<String, Counts> counted = outcomes.by(by, caller.visibleTeamIds(), period);
        List<ReportView.Row> rows = counted.entrySet().stream()
                .limit(ROWS_AT_MOST)
                .map(row -> ReportView.Row.of(row.getKey(), row.getValue()))
                .toList();
        Counts total = counted.values().stream().reduce(Counts.NONE, Counts::plus);
        return new ReportView(
                period, by, ReportView.Row.of("", total), rows, trend(caller, period), counted.size() > ROWS_AT_MOST);
    }

    /** Every row, for a spreadsheet; read in the caller's transaction, written whenever the answer goes out. */
    public ReportCsv csv(Caller caller, Period period, Breakdown by) {
        return new ReportCsv(by, outcomes.by(by, caller.visibleTeamIds(), period));
    }

    private ReportView.Trend trend(Caller caller, Period period) {
        Set<TeamId> teams = caller.visibleTeamIds();
        Map<String, Counts> sent = outcomes.byStep(teams, period);
        List<LocalDate> starts = period.steps();
        List<Counts> series = new ArrayList<>();
        for (int step = 1; step <= starts.size(); step++) {
            series.add(sent.getOrDefault(Integer.toString(step), Counts.NONE));
        }
        return new ReportView.Trend(
                period.step().name().toLowerCase(Locale.ROOT),
                starts,
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
