package salesinsights.scoring.schedule;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** Reports that come to the caller by mail; nobody sees or changes anybody else's. In the caller's transaction. */
@Singleton
public class Schedules {
    private static final int MOST = 20;

    private final ScheduleTable table;
    private final Clock clock;

    Schedules(ScheduleTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** All of the caller's, by name; that they look says that they are still there. */
    public List<ScheduleView> of(Caller caller) {
        seen(caller);
        return table.of(caller.visibleTeamIds(), caller.username()).stream()
                .map(ScheduleTable.Row::view)
                .toList();
    }

    /** The caller is logged in: without such a sign the mail comes to rest. */
    public void seen(Caller caller) {
        Set<TeamId> teams = caller.visibleTeams().stream().map(Team::id).collect(Collectors.toSet());
        table.seen(caller.username(), teams);
    }

    /**
     * One of them.
     *
     * @throws Problem 404 if it is none of the caller's
     */
    public ScheduleView one(Caller caller, UUID id) {
        return row(caller, id).view();
    }

    ScheduleTable.Row row(Caller caller, UUID id) {
        return table.find(caller.visibleTeamIds(), caller.username(), id).orElseThrow(Problem::notFound);
    }

    /**
     * Has a report come by mail from now on.
     *
     * @throws Problem 400 with a message per field; 409 if the caller has too many, or no address
     */
    public ScheduleView add(Caller caller, Team team, Wanted.Stated stated) {
        Wanted wanted = Wanted.of(stated);
        String address = addressOf(caller);
        if (table.of(caller.visibleTeamIds(), caller.username()).size() >= MOST) {
            throw Problem.conflict(MOST + " reports by mail are the most; remove one first.");
        }
        UUID id = Ids.next();
        if (!table.insert(id, team.id(), caller.username(), address, wanted, next(wanted))) {
            throw taken();
        }
        return one(caller, id);
    }

    /**
     * Changes it; what is left out becomes as if it were new.
     *
     * @param version as it was read
     * @throws Problem 400 with a message per field; 404; 412 if it was changed meanwhile
     */
    public ScheduleView change(Caller caller, UUID id, int version, Wanted.Stated stated) {
        ScheduleTable.Row before = row(caller, id);
        Wanted wanted = Wanted.of(stated);
        if (table.isTaken(before.team().id(), caller.username(), wanted.name(), id)) {
            throw taken();
        }
        if (!table.update(id, version, addressOf(caller), wanted, next(wanted))) {
            throw Problem.changedMeanwhile("This was changed meanwhile, in another window perhaps; read it again.");
        }
        return one(caller, id);
    }

    /**
     * Whether it could be saved.
     *
     * @throws Problem 400 with a message per field; 404 if it is none of the caller's
     */
    public void check(Caller caller, UUID id, Wanted.Stated stated) {
        row(caller, id);
        Wanted.of(stated);
    }

    /** Lets it rest, or come again; what was missed meanwhile is not made up for. */
    public ScheduleView pause(Caller caller, UUID id, boolean paused) {
        ScheduleTable.Row row = row(caller, id);
        Wanted wanted = row.wanted().paused(paused);
        table.update(id, row.version(), addressOf(caller), wanted, next(wanted));
        return one(caller, id);
    }

    /** It comes no more. */
    public void remove(Caller caller, UUID id) {
        table.delete(row(caller, id).id());
    }

    private Instant next(Wanted wanted) {
        return wanted.cadence().next(clock.instant(), wanted.onDay(), wanted.at(), wanted.zone());
    }

    private static String addressOf(Caller caller) {
        if (caller.email().isBlank()) {
            throw Problem.conflict("Your account has no e-mail address that it could be sent to.");
        }
        return caller.email();
    }

    private static Problem taken() {
        return Problem.invalid("name", "is the name of another of your reports of this team");
    }
}
