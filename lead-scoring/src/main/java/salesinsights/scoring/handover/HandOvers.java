package salesinsights.scoring.handover;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;

/** Hand-overs of a team's leads and open tasks; every method runs in the caller's transaction. */
@Singleton
public class HandOvers {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_RECEIVERS = 20;
    private static final int SHOWN = 50;

    private final HandOverTable table;
    private final AuditLog audit;
    private final Clock clock;

    HandOvers(HandOverTable table, AuditLog audit, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What somebody has in a team.
     *
     * @throws Problem 400 at {@code from}
     */
    public HandOverView.Preview preview(Team team, @Nullable String from) {
        String leaver = named("from", from);
        return new HandOverView.Preview(team.path(), leaver, table.leadsOf(team, leaver), table.tasksOf(team, leaver));
    }

    /**
     * Hands all of it over, in turn to each of the colleagues; a task goes with its lead.
     *
     * @param to user names, at most 20
     * @throws Problem 400 at {@code from} or {@code to}; 422 if there is nothing to hand over
     */
    public HandOverView handOver(Caller caller, Team team, @Nullable String from, @Nullable List<@Nullable String> to) {
        HandOverView.Preview there = preview(team, from);
        List<String> receivers = receivers(there.leaver(), to);
        if (there.leads() + there.tasks() == 0) {
            throw Problem.refused(
                    "nothing-there",
                    there.leaver() + " has no lead and no open task in "
                            + team.path().value() + ".");
        }
        UUID id = Ids.next();
        table.insert(id, team, there.leaver(), receivers, caller.username(), clock.instant());
        table.deal(id, team, there.leaver());
        table.giveToReceivers(id, team);
        HandOverView made = view(caller, id);
        note(
                caller,
                team,
                made,
                Map.of(
                        "step", "handed over",
                        "from", there.leaver(),
                        "to", String.join(", ", receivers),
                        "leads", Integer.toString(there.leads()),
                        "tasks", Integer.toString(there.tasks())));
        return made;
    }

    private static List<String> receivers(String leaver, @Nullable List<@Nullable String> to) {
        if (to == null || to.isEmpty() || to.size() > MOST_RECEIVERS) {
            throw Problem.invalid("to", "the user names of 1 to " + MOST_RECEIVERS + " colleagues");
        }
        LinkedHashSet<String> receivers = new LinkedHashSet<>();
        to.forEach(one -> receivers.add(named("to", one)));
        if (receivers.contains(leaver)) {
            throw Problem.invalid("to", leaver + " is the one who leaves");
        }
        return List.copyOf(receivers);
    }

    private static String named(String field, @Nullable String name) {
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "a user name of 1 to " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    /**
     * Takes back what still is with whom it was given to; what somebody gave on or closed since stays as it is.
     *
     * @throws Problem 404 if none of the caller's teams has it; 409 if it was taken back before
     */
    public HandOverView.Undone undo(Caller caller, UUID id) {
        HandOverTable.Head head = table.find(caller.visibleTeamIds(), id).orElseThrow(Problem::notFound);
        if (!table.markUndone(id, head.team(), caller.username(), clock.instant())) {
            throw Problem.conflict("This hand-over was taken back before.");
        }
        int leads = table.takeLeadsBack(id, head.team());
        int tasks = table.takeTasksBack(id, head.team());
        HandOverView after = view(caller, id);
        int givenLeads =
                after.shares().stream().mapToInt(HandOverView.Share::leads).sum();
        int givenTasks =
                after.shares().stream().mapToInt(HandOverView.Share::tasks).sum();
        note(
                caller,
                head.team(),
                after,
                Map.of("step", "taken back", "leads", Integer.toString(leads), "tasks", Integer.toString(tasks)));
        return new HandOverView.Undone(after, leads, tasks, givenLeads - leads, givenTasks - tasks);
    }

    /** The newest ones of the teams that the caller sees. */
    public List<HandOverView> of(Caller caller) {
        return table.newest(caller.visibleTeamIds(), SHOWN).stream()
                .map(this::view)
                .toList();
    }

    /**
     * One of them.
     *
     * @throws Problem 404 if none of the caller's teams has it
     */
    public HandOverView view(Caller caller, UUID id) {
        return table.find(caller.visibleTeamIds(), id).map(this::view).orElseThrow(Problem::notFound);
    }

    private HandOverView view(HandOverTable.Head head) {
        return new HandOverView(
                head.id(),
                head.team().path(),
                head.leaver(),
                table.shares(head),
                head.madeBy(),
                head.madeAt(),
                head.undoneBy(),
                head.undoneAt());
    }

    private void note(Caller caller, Team team, HandOverView about, Map<String, String> facts) {
        audit.note(new AuditEntry(
                team.id(), AuditAction.HANDED_OVER, caller.username(), "hand-over:" + about.id(), null, facts));
    }
}
