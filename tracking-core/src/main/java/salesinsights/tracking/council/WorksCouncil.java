package salesinsights.tracking.council;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * Works-council mode of teams: who works in one is seen as a group only. An administrator and a privacy officer hold the
 * key together: what one proposes the other confirms, to begin, to change and to end it. It holds for all teams below.
 */
@Singleton
public class WorksCouncil {
    /** Fewest people that a figure may ever be about. */
    public static final int FEWEST = 3;

    public static final int MOST = 100;
    private static final Duration PROPOSAL_GOOD_FOR = Duration.ofDays(14);

    private final CouncilTable table;
    private final AuditLog audit;
    private final Clock clock;

    WorksCouncil(CouncilTable table, AuditLog audit, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.clock = clock;
    }

    /** Which of these teams are in the mode, and how many people a figure about each needs; in a transaction. */
    public Map<TeamId, Integer> minimums(List<Team> teams) {
        Map<TeamPath, Integer> modes = table.modes();
        Map<TeamId, Integer> minimums = new HashMap<>();
        teams.forEach(team -> source(modes, team.path()).ifPresent(from -> minimums.put(team.id(), modes.get(from))));
        return minimums;
    }

    /** The strictest of the team's own setting and those above. */
    private static Optional<TeamPath> source(Map<TeamPath, Integer> modes, TeamPath path) {
        return modes.keySet().stream()
                .filter(above -> above.covers(path))
                .max(Comparator.<TeamPath>comparingInt(above -> modes.getOrDefault(above, 0))
                        .thenComparing(TeamPath::value));
    }

    /** How it stands with the teams that the caller sees. */
    public List<CouncilView> of(Caller caller) {
        Map<TeamPath, Integer> modes = table.modes();
        return caller.visibleTeams().stream()
                .map(team -> view(modes, caller, team))
                .toList();
    }

    private CouncilView view(Map<TeamPath, Integer> modes, Caller caller, Team team) {
        TeamPath from = source(modes, team.path()).orElse(null);
        CouncilView.Proposal proposal = waiting(team)
                .map(waits -> new CouncilView.Proposal(
                        waits.minimum(), waits.by(), waits.as(), waits.at(), mayConfirm(caller, waits)))
                .orElse(null);
        return new CouncilView(team.path(), from == null ? null : modes.get(from), from, proposal);
    }

    private Optional<CouncilTable.Proposed> waiting(Team team) {
        return table.proposed(team)
                .filter(one -> one.at().plus(PROPOSAL_GOOD_FOR).isAfter(clock.instant()));
    }

    /**
     * Proposes to begin or change the mode, or to end it; replaces what was proposed before.
     *
     * @param minimum how many people a figure needs; null to end the mode
     * @throws Problem 400 at {@code minimum}
     */
    public CouncilView propose(Caller caller, Team team, @Nullable Integer minimum) {
        if (minimum != null && (minimum < FEWEST || minimum > MOST)) {
            throw Problem.invalid("minimum", "how many people a figure needs: " + FEWEST + " to " + MOST);
        }
        String role = caller.has(Caller.ADMIN) ? Caller.ADMIN : Caller.PRIVACY;
        table.propose(team, new CouncilTable.Proposed(minimum, caller.username(), role, clock.instant()));
        note(caller, team, "proposed", minimum);
        return view(table.modes(), caller, team);
    }

    /**
     * Confirms what the other role proposed; it holds at once.
     *
     * @param minimum as the caller was shown it, so that nobody confirms what was changed meanwhile
     * @throws Problem 409 if nothing waits or something else does, 422 if the caller has not the other role
     */
    public CouncilView confirm(Caller caller, Team team, @Nullable Integer minimum) {
        CouncilTable.Proposed waits =
                waiting(team).orElseThrow(() -> Problem.conflict("Nothing is proposed for this team."));
        if (!Objects.equals(waits.minimum(), minimum)) {
            throw Problem.conflict("Something else is proposed by now. Look at it again.");
        }
        if (!mayConfirm(caller, waits)) {
            throw Problem.refused(
                    "second-role-needed",
                    "Somebody else with the role " + otherThan(waits.as()) + " has to confirm this.");
        }
        table.set(team.path(), minimum, clock.instant());
        table.drop(team);
        note(caller, team, "confirmed", minimum);
        return view(table.modes(), caller, team);
    }

    /** Takes back what is proposed; either role may. */
    public CouncilView withdraw(Caller caller, Team team) {
        if (table.drop(team)) {
            note(caller, team, "withdrawn", null);
        }
        return view(table.modes(), caller, team);
    }

    private static boolean mayConfirm(Caller caller, CouncilTable.Proposed waits) {
        return !caller.username().equals(waits.by()) && caller.has(otherThan(waits.as()));
    }

    private static String otherThan(String role) {
        return role.equals(Caller.ADMIN) ? Caller.PRIVACY : Caller.ADMIN;
    }

    private void note(Caller caller, Team team, String step, @Nullable Integer minimum) {
        Map<String, String> facts =
                Map.of("step", step, "minimum", minimum == null ? "off" : Integer.toString(minimum));
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.WORKS_COUNCIL_CHANGED,
                caller.username(),
                "team:" + team.id().value(),
                null,
                facts));
    }
}
