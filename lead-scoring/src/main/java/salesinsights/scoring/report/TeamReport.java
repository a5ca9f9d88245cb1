package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.council.WorksCouncil;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The team transparency report: what was sent and what came of it. */
@Singleton
public class TeamReport {
    private static final int ROWS_AT_MOST = 1000;

    private static final int REASON_AT_LEAST = 10;
    private static final int REASON_AT_MOST = 500;

    private final OutcomeRows outcomes;
    private final WorksCouncil council;
    private final AuditLog audit;

    TeamReport(OutcomeRows outcomes, WorksCouncil council, AuditLog audit) {
        this.outcomes = outcomes;
        this.council = council;
        this.audit = audit;
    }

    /** Of all teams that the caller sees, in the caller's transaction; at most 1,000 rows. */
    public ReportView of(Caller caller, Period period, Breakdown by) {
        Map<String, Counts> counted = outcomes.by(by, whose(caller), period);
        List<ReportView.Row> rows = counted.entrySet().stream()
                .limit(ROWS_AT_MOST)
                .map(row -> ReportView.Row.of(row.getKey(), row.getValue()))
                .toList();
        Counts total = counted.values().stream().reduce(Counts.NONE, Counts::plus);
        return new ReportView(
                period,
                by,
                ReportView.Row.of("", total),
                rows,
                trend(whose(caller), period),
                counted.size() > ROWS_AT_MOST,
                groupsOnly(caller));
    }

    private OutcomeRows.Whose whose(Caller caller) {
        return new OutcomeRows.Whose(caller.visibleTeamIds(), council.minimums(caller.visibleTeams()));
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
        return of(caller, caller.username(), period);
    }

    /**
     * What came of one person's mail, for somebody who answers for the team. Goes up to yesterday, so that the person has
     * seen it first, and stands in the audit log with its reason.
     *
     * @throws Problem 400 at {@code rep}, {@code reason} or {@code to}
     */
    public ReportView.Own drillDown(
            Caller caller, @Nullable String rep, Period period, @Nullable String reason, LocalDate today) {
        String why = reason == null ? "" : reason.strip();
        if (why.length() < REASON_AT_LEAST || why.length() > REASON_AT_MOST) {
            throw Problem.invalid(
                    "reason",
                    "why one person is looked at, in %d to %d characters".formatted(REASON_AT_LEAST, REASON_AT_MOST));
        }
        if (rep == null || rep.isBlank() || rep.length() > 255) {
            throw Problem.invalid("rep", "the user name of one person");
        }
        if (!period.to().isBefore(today)) {
            throw Problem.invalid("to", "yesterday or before: a person sees own figures first");
        }
        ReportView.Own seen = of(caller, rep, period);
        for (TeamId team : looked(caller, rep, period)) {
            audit.note(new AuditEntry(
                    team,
                    AuditAction.DRILL_DOWN,
                    caller.username(),
                    "rep:" + rep,
                    why,
                    Map.of("from", period.from().toString(), "to", period.to().toString())));
        }
        return seen;
    }

    /** Whose log it belongs into: that nobody wrote anything is an answer about a person, too. */
    private List<TeamId> looked(Caller caller, String rep, Period period) {
        List<TeamId> wroteFor = outcomes.teamsOf(rep, caller.visibleTeamIds(), period);
        return wroteFor.isEmpty() ? caller.ownTeams().stream().map(Team::id).toList() : wroteFor;
    }

    private ReportView.Own of(Caller caller, String rep, Period period) {
        Counts counts = outcomes.of(rep, caller.visibleTeamIds(), period).getOrDefault(rep, Counts.NONE);
        return new ReportView.Own(period, ReportView.Row.of(rep, counts));
    }

    /**
     * Every row, for a spreadsheet; read in the caller's transaction, written whenever the answer goes out. That rows left
     * as a file stands in the audit log of each team.
     */
    public ReportCsv csv(Caller caller, Period period, Breakdown by) {
        Map<String, String> asked = Map.of(
                "by", by.name(),
                "from", period.from().toString(),
                "to", period.to().toString());
        caller.visibleTeamIds()
                .forEach(team -> audit.note(
                        new AuditEntry(team, AuditAction.EXPORT, caller.username(), "report:team", null, asked)));
        return new ReportCsv(by, outcomes.by(by, whose(caller), period));
    }

    private ReportView.Trend trend(OutcomeRows.Whose whose, Period period) {
        Map<String, Counts> sent = outcomes.byStep(whose, period);
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
