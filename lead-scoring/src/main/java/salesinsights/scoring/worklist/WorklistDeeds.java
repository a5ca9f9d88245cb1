package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.followup.OpenFollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.LeadNotes;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** What people do to the leads of a worklist, one or many at once, in the caller's transaction. */
@Singleton
public class WorklistDeeds {
    private static final int MOST = 500;

    private final Database database;
    private final Leads leads;
    private final LeadChanges changes;
    private final LeadNotes notes;
    private final FollowUps followUps;
    private final OpenFollowUps open;
    private final Rests rests;
    private final Traces traces;
    private final WorklistConfig config;
    private final Clock clock;

    WorklistDeeds(
            Database database,
            Leads leads,
            LeadChanges changes,
            LeadNotes notes,
            FollowUps followUps,
            OpenFollowUps open,
            Rests rests,
            Traces traces,
            WorklistConfig config,
            Clock clock) {
        this.database = database;
        this.leads = leads;
        this.changes = changes;
        this.notes = notes;
        this.followUps = followUps;
        this.open = open;
        this.rests = rests;
        this.traces = traces;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Does it to each of them; what cannot be done to one does not keep it from the others.
     *
     * @param wanted 1 to 500; one that is named twice counts once
     * @throws Problem 400 at {@code leads}
     */
    public DeedResult apply(Caller caller, Deed deed, List<LeadId> wanted) {
        List<LeadId> ids = wanted.stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Problem.invalid("leads", "the ids of 1 to " + MOST + " leads");
        }
        Map<LeadId, Lead> found = held(caller.visibleTeamIds(), ids);
        Map<LeadId, List<OpenFollowUps.Open>> tasks = open.of(caller.visibleTeamIds(), found.keySet());
        UUID id = UUID.randomUUID();
        Instant until = clock.instant().plus(config.undoWithin());
        boolean any = false;
        List<DeedResult.Item> items = new ArrayList<>();
        for (LeadId lead : ids) {
            Lead there = found.get(lead);
            Optional<Traces.Kept> kept =
                    there == null ? Optional.empty() : one(caller, deed, there, tasks.getOrDefault(lead, List.of()));
            kept.ifPresent(trace -> traces.keep(
                    id, caller.username(), Objects.requireNonNull(there).teamId(), trace, until));
            any |= kept.isPresent();
            items.add(new DeedResult.Item(
                    lead.value(),
                    there == null
                            ? DeedResult.Outcome.NOT_FOUND
                            : kept.isPresent() ? DeedResult.Outcome.DONE : DeedResult.Outcome.UNCHANGED,
                    null));
        }
        return new DeedResult(any ? id : null, any ? until : null, items);
    }

    /** In the order of their ids, as everybody locks them. */
    private Map<LeadId, Lead> held(Set<TeamId> teams, List<LeadId> ids) {
        database.list(
                "select id from lead where id = any (?) and team_id = any (?) order by id for no key update",
                row -> "",
                Database.uuids(ids.stream().map(LeadId::value).sorted().toList()),
                Database.longs(teams.stream().map(TeamId::value).toList()));
        return leads.of(teams, ids).stream()
                .collect(Collectors.toMap(Lead::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    }

    /** Empty if it was so before. */
    private Optional<Traces.Kept> one(Caller caller, Deed deed, Lead lead, List<OpenFollowUps.Open> tasks) {
        return switch (deed) {
            case Deed.Snooze(Instant until) -> rest(deed, lead, Rests.EVERYBODY, new Rest(Rest.Kind.SNOOZED, until));
            case Deed.Skip skip ->
                rest(deed, lead, caller.username(), new Rest(Rest.Kind.SKIPPED, tomorrow(lead, skip.zone())));
            case Deed.Wake wake -> wake(caller, deed, lead);
            case Deed.Done done -> Optional.of(done(caller, done, lead, tasks));
            case Deed.Reassign reassign -> reassign(caller, deed, lead, reassign.owner(), tasks);
            case Deed.Note(String words) ->
                Optional.of(new Traces.Kept(
                        lead.id(),
                        deed.kind(),
                        Trace.ofNote(null),
                        Trace.ofNote(notes.write(lead, caller.username(), words))));
        };
    }

    private Optional<Traces.Kept> rest(Deed deed, Lead lead, String person, @Nullable Rest wanted) {
        Rest before = rests.stored(lead.id(), person).orElse(null);
        if (Objects.equals(before, wanted)) {
            return Optional.empty();
        }
        rests.put(lead.teamId(), lead.id(), person, wanted);
        Rest after = rests.stored(lead.id(), person).orElse(null);
        return Optional.of(new Traces.Kept(lead.id(), deed.kind(), Trace.ofRest(before), Trace.ofRest(after)));
    }

    private Optional<Traces.Kept> wake(Caller caller, Deed deed, Lead lead) {
        Rest everybodys = rests.stored(lead.id(), Rests.EVERYBODY).orElse(null);
        Rest own = rests.stored(lead.id(), caller.username()).orElse(null);
        if (everybodys == null && own == null) {
            return Optional.empty();
        }
        rests.put(lead.teamId(), lead.id(), Rests.EVERYBODY, null);
        rests.put(lead.teamId(), lead.id(), caller.username(), null);
        return Optional.of(
                new Traces.Kept(lead.id(), deed.kind(), Trace.ofRests(everybodys, own), Trace.ofRests(null, null)));
    }

    private Traces.Kept done(Caller caller, Deed.Done deed, Lead lead, List<OpenFollowUps.Open> tasks) {
        List<Trace.Task> before = new ArrayList<>();
        List<Trace.Task> after = new ArrayList<>();
        for (OpenFollowUps.Open task : tasks) {
            before.add(new Trace.Task(task.id(), task.version(), task.owner()));
            long version = followUps
                    .complete(Set.of(lead.teamId()), task.id(), null, deed.note())
                    .version();
            after.add(new Trace.Task(task.id(), version, task.owner()));
        }
        Rest was = rests.stored(lead.id(), caller.username()).orElse(null);
        rests.put(lead.teamId(), lead.id(), caller.username(), new Rest(Rest.Kind.DONE, tomorrow(lead, deed.zone())));
        Rest is = rests.stored(lead.id(), caller.username()).orElse(null);
        return new Traces.Kept(lead.id(), deed.kind(), Trace.ofDone(was, before), Trace.ofDone(is, after));
    }

    private Optional<Traces.Kept> reassign(
            Caller caller, Deed deed, Lead lead, @Nullable String owner, List<OpenFollowUps.Open> tasks) {
        if (Objects.equals(lead.owner(), owner)) {
            return Optional.empty();
        }
        changes.change(caller.visibleTeamIds(), lead.id(), Map.of("owner", owner == null ? "" : owner), lead.edition());
        List<Trace.Task> before = new ArrayList<>();
        List<Trace.Task> after = new ArrayList<>();
        for (OpenFollowUps.Open task : tasks) {
            if (task.owner() == null || task.owner().equals(lead.owner())) {
                before.add(new Trace.Task(task.id(), task.version(), task.owner()));
                long version = followUps
                        .give(Set.of(lead.teamId()), task.id(), null, owner)
                        .version();
                after.add(new Trace.Task(task.id(), version, owner));
            }
        }
        return Optional.of(new Traces.Kept(
                lead.id(), deed.kind(), Trace.ofOwner(lead.owner(), before), Trace.ofOwner(owner, after)));
    }

    /** When the day is over that it is now for the person. */
    private Instant tomorrow(Lead lead, @Nullable ZoneId zone) {
        ZoneId where = zone == null ? zoneOf(lead.teamId()) : zone;
        return LocalDate.ofInstant(clock.instant(), where)
                .plusDays(1)
                .atStartOfDay(where)
                .toInstant();
    }

    private ZoneId zoneOf(TeamId team) {
        String name = database.first("select time_zone from team where id = ?", row -> row.getString(1), team.value())
                .orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }
}
