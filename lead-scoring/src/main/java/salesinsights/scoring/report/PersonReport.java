package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** What came of one person's mail, for somebody who says why. */
@Singleton
public class PersonReport {
    private static final int REASON_AT_LEAST = 10;
    private static final int REASON_AT_MOST = 500;

    private static final String TEAMS_OF = """
            select distinct r.team_id from recipient r
            join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ? and m.sender_user = ?
            order by 1
            """;

    private final RollUps counts;
    private final Database database;
    private final AuditLog audit;

    PersonReport(RollUps counts, Database database, AuditLog audit) {
        this.counts = counts;
        this.database = database;
        this.audit = audit;
    }

    /**
     * What came of one person's mail, for somebody who answers for the team. Goes up to yesterday, so that the person has
     * seen it first, and stands in the audit log with its reason.
     *
     * @throws Problem 400 at {@code rep}, {@code reason} or {@code to}
     */
    public ReportView.Own drillDown(
            Caller caller, @Nullable String rep, Period period, @Nullable String reason, LocalDate today) {
        String why = reasonOf(reason, "why one person is looked at");
        if (rep == null || rep.isBlank() || rep.length() > 255) {
            throw Problem.invalid("rep", "the user name of one person");
        }
        if (!period.to().isBefore(today)) {
            throw Problem.invalid("to", "yesterday or before: a person sees own figures first");
        }
        note(caller, looked(rep, caller, period), "rep:" + rep, why, period);
        return new ReportView.Own(period, ReportView.Row.of(rep, counts.of(rep, caller.visibleTeamIds(), period)));
    }

    /** The reason if it is one: 10 to 500 characters. */
    static String reasonOf(@Nullable String reason, String what) {
        String why = reason == null ? "" : reason.strip();
        if (why.length() < REASON_AT_LEAST || why.length() > REASON_AT_MOST) {
            throw Problem.invalid(
                    "reason", "%s, in %d to %d characters".formatted(what, REASON_AT_LEAST, REASON_AT_MOST));
        }
        return why;
    }

    /** Says in the audit log of these teams that somebody looked. */
    void note(Caller caller, Collection<TeamId> teams, String subject, String why, Period period) {
        Map<String, String> asked =
                Map.of("from", period.from().toString(), "to", period.to().toString());
        teams.forEach(team ->
                audit.note(new AuditEntry(team, AuditAction.DRILL_DOWN, caller.username(), subject, why, asked)));
    }

    /** Whose log it belongs into: that nobody wrote anything is an answer about a person, too. */
    private List<TeamId> looked(String rep, Caller caller, Period period) {
        List<TeamId> wroteFor = teamsOf(rep, caller, period);
        return wroteFor.isEmpty() ? caller.ownTeams().stream().map(Team::id).toList() : wroteFor;
    }

    private List<TeamId> teamsOf(String rep, Caller caller, Period period) {
        return database.list(
                TEAMS_OF,
                row -> new TeamId(row.getLong("team_id")),
                RollUps.longs(caller.visibleTeamIds()),
                period.begin(),
                period.end(),
                rep);
    }
}
