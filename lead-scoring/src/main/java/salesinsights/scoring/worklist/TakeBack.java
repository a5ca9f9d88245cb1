package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadNotes;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** Takes a deed back: each lead is as it was before, unless somebody changed since what the deed had left. */
@Singleton
public class TakeBack {
    private static final String CHANGED = "Changed since, so it stays as it is.";

    private final Database database;
    private final Leads leads;
    private final LeadChanges changes;
    private final LeadNotes notes;
    private final FollowUps followUps;
    private final Rests rests;
    private final Traces traces;

    TakeBack(
            Database database,
            Leads leads,
            LeadChanges changes,
            LeadNotes notes,
            FollowUps followUps,
            Rests rests,
            Traces traces) {
        this.database = database;
        this.leads = leads;
        this.changes = changes;
        this.notes = notes;
        this.followUps = followUps;
        this.rests = rests;
        this.traces = traces;
    }

    /**
     * Takes it back in the caller's transaction.
     *
     * @param deed the token of a {@link DeedResult}
     * @throws Problem 404 if it is none of this person's, or too late, or done already
     */
    public DeedResult of(Caller caller, UUID deed) {
        List<Traces.Kept> kept = traces.of(caller.visibleTeamIds(), caller.username(), deed);
        if (kept.isEmpty()) {
            throw Problem.notFound();
        }
        hold(caller.visibleTeamIds(), kept);
        List<DeedResult.Item> items = new ArrayList<>();
        for (Traces.Kept one : kept) {
            boolean done = leads.find(caller.visibleTeamIds(), one.lead())
                    .map(lead -> restore(caller, lead, one))
                    .orElse(false);
            if (done) {
                traces.drop(deed, one.lead());
            }
            items.add(new DeedResult.Item(
                    one.lead().value(),
                    done ? DeedResult.Outcome.DONE : DeedResult.Outcome.CHANGED_SINCE,
                    done ? null : CHANGED));
        }
        return new DeedResult(null, null, items);
    }

    private void hold(Set<TeamId> teams, List<Traces.Kept> kept) {
        database.list(
                "select id from lead where id = any (?) and team_id = any (?) order by id for no key update",
                row -> "",
                Database.uuids(kept.stream().map(one -> one.lead().value()).toList()),
                Database.longs(teams.stream().map(TeamId::value).toList()));
    }

    private boolean restore(Caller caller, Lead lead, Traces.Kept kept) {
        return switch (kept.kind()) {
            case SNOOZE -> restored(lead, Rests.EVERYBODY, kept);
            case SKIP -> restored(lead, caller.username(), kept);
            case WAKE -> asleepAgain(caller, lead, kept);
            case DONE -> undone(caller, lead, kept);
            case REASSIGN -> givenBack(caller, lead, kept);
            case NOTE -> {
                notes.takeBack(lead, Objects.requireNonNull(kept.after().note()), caller.username());
                yield true;
            }
        };
    }

    private boolean asleepAgain(Caller caller, Lead lead, Traces.Kept kept) {
        boolean awake = rests.stored(lead.id(), Rests.EVERYBODY).isEmpty()
                && rests.stored(lead.id(), caller.username()).isEmpty();
        if (awake) {
            rests.put(lead.teamId(), lead.id(), Rests.EVERYBODY, kept.before().rest());
            rests.put(lead.teamId(), lead.id(), caller.username(), kept.before().own());
        }
        return awake;
    }

    private boolean restored(Lead lead, String person, Traces.Kept kept) {
        if (!Objects.equals(
                rests.stored(lead.id(), person).orElse(null), kept.after().rest())) {
            return false;
        }
        rests.put(lead.teamId(), lead.id(), person, kept.before().rest());
        return true;
    }

    private boolean undone(Caller caller, Lead lead, Traces.Kept kept) {
        boolean same = Objects.equals(
                rests.stored(lead.id(), caller.username()).orElse(null),
                kept.after().rest());
        if (!same || !untouched(lead, kept.after().tasks())) {
            return false;
        }
        rests.put(lead.teamId(), lead.id(), caller.username(), kept.before().rest());
        kept.after().tasks().forEach(task -> followUps.reopen(Set.of(lead.teamId()), task.id(), task.version()));
        return true;
    }

    private boolean givenBack(Caller caller, Lead lead, Traces.Kept kept) {
        if (!Objects.equals(lead.owner(), kept.after().owner())) {
            return false;
        }
        String owner = kept.before().owner();
        changes.change(caller.visibleTeamIds(), lead.id(), Map.of("owner", owner == null ? "" : owner), lead.edition());
        kept.before()
                .tasks()
                .forEach(task -> followUps
                        .find(Set.of(lead.teamId()), task.id())
                        .filter(now -> Objects.equals(now.owner(), kept.after().owner()))
                        .filter(now -> now.status() == FollowUpStatus.OPEN || now.status() == FollowUpStatus.SNOOZED)
                        .ifPresent(now -> followUps.give(Set.of(lead.teamId()), now.id(), null, task.owner())));
        return true;
    }

    private boolean untouched(Lead lead, List<Trace.Task> tasks) {
        return tasks.stream().allMatch(task -> {
            Optional<FollowUpView> now = followUps.find(Set.of(lead.teamId()), task.id());
            return now.isPresent() && now.get().version() == task.version();
        });
    }
}
