package salesinsights.scoring.sharing;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;

/** The giving side: sharing a lead of one's team, in the caller's transaction. Each change stands in the audit log. */
@Singleton
public class Shares {
    private static final int LONGEST_NAME = 255;
    private static final int AT_MOST = 50;

    private final ShareTable table;
    private final Teams teams;
    private final AuditLog audit;
    private final Clock clock;

    Shares(ShareTable table, Teams teams, AuditLog audit, Clock clock) {
        this.table = table;
        this.teams = teams;
        this.audit = audit;
        this.clock = clock;
    }

    /** With whom the lead is shared now. */
    public List<ShareView> of(Lead lead) {
        return table.of(lead);
    }

    /**
     * Shares a lead with a team or a person.
     *
     * @param team path; exactly one of it and {@code user} is given
     * @param work true if they may change fields of it
     * @throws Problem 400 at {@code team} or {@code user}; 409 if it is shared with them already, or with many others
     */
    public ShareView share(Caller caller, Lead lead, @Nullable String team, @Nullable String user, boolean work) {
        boolean forTeam = team != null && !team.isBlank();
        boolean forUser = user != null && !user.isBlank();
        if (forTeam == forUser) {
            throw Problem.invalid("team", "a team or a user, and not both");
        }
        Team withTeam = forTeam ? other(lead, String.valueOf(team).strip()) : null;
        String withUser = forUser ? named(String.valueOf(user).strip()) : null;
        if (table.of(lead).size() >= AT_MOST) {
            throw Problem.conflict("A lead is shared with at most " + AT_MOST + " at once.");
        }
        UUID id = Ids.next();
        if (!table.insert(id, lead, withTeam, withUser, work, caller.username(), clock.instant())) {
            throw Problem.conflict("The lead is shared with them already. End that first.");
        }
        return noted(caller, lead, id, work ? "to work on" : "to read");
    }

    private Team other(Lead lead, String path) {
        Team named = teams.all().stream()
                .filter(each -> each.path().value().equals(path))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("team", "there is no such team"));
        if (named.id().equals(lead.teamId())) {
            throw Problem.invalid("team", "has the lead already");
        }
        return named;
    }

    private static String named(String user) {
        if (user.length() > LONGEST_NAME || user.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("user", "a user name of 1 to " + LONGEST_NAME + " characters");
        }
        return user;
    }

    /**
     * They see the lead no longer.
     *
     * @throws Problem 404 if the lead has no such share, or not any more
     */
    public ShareView end(Caller caller, Lead lead, UUID id) {
        if (!table.end(id, lead, caller.username(), clock.instant())) {
            throw Problem.notFound();
        }
        return noted(caller, lead, id, "ended");
    }

    /**
     * Takes back that it was ended.
     *
     * @throws Problem 404 if the lead has no such share that ended; also if it is shared with them anew
     */
    public ShareView resume(Caller caller, Lead lead, UUID id) {
        if (!table.resume(id, lead)) {
            throw Problem.notFound();
        }
        return noted(caller, lead, id, "resumed");
    }

    private ShareView noted(Caller caller, Lead lead, UUID id, String step) {
        ShareView view = table.find(id, lead).orElseThrow(Problem::notFound);
        audit.note(new AuditEntry(
                lead.teamId(),
                AuditAction.SHARED,
                caller.username(),
                "lead:" + lead.id().value(),
                null,
                Map.of("step", step, "with", view.whom())));
        return view;
    }
}
