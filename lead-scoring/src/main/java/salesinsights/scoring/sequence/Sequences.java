package salesinsights.scoring.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.campaign.TemplateView;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** Sequences of teams, in versions. Every method runs in the caller's transaction and names the teams it may touch. */
@Singleton
public class Sequences {
    private final SequenceTable table;
    private final Templates templates;
    private final AuditLog audit;

    Sequences(SequenceTable table, Templates templates, AuditLog audit) {
        this.table = table;
        this.templates = templates;
        this.audit = audit;
    }

    /** By name, without those that are retired; {@code after} is the id that the page before ended with. */
    public List<SequenceView> page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        return table.page(teams, after, atMost).stream().map(SequenceView::of).toList();
    }

    /**
     * One of them, also one that is retired.
     *
     * @throws Problem 404 if it is another team's
     */
    public SequenceView one(Set<TeamId> teams, UUID id) {
        return SequenceView.of(row(teams, id));
    }

    SequenceTable.Row row(Set<TeamId> teams, UUID id) {
        return table.find(teams, id).orElseThrow(Problem::notFound);
    }

    /** All versions, newest first. */
    public List<SequenceView.Version> versions(Set<TeamId> teams, UUID id) {
        row(teams, id);
        return table.versions(teams, id).stream()
                .map(one -> new SequenceView.Version(one.version(), one.definition(), one.savedBy(), one.savedAt()))
                .toList();
    }

    /**
     * Whether it could be saved as another version.
     *
     * @throws Problem 400 with a message per field; 404 if it is another team's
     */
    public void check(Set<TeamId> teams, UUID id, JsonNode definition) {
        plan(row(teams, id).team(), definition);
    }

    private Plan plan(Team team, JsonNode definition) {
        return PlanReader.read(definition, id -> letter(team, id));
    }

    private PlanReader.@Nullable Letter letter(Team team, UUID id) {
        try {
            TemplateView found = templates.one(Set.of(team.id()), id);
            return new PlanReader.Letter(found.version(), found.name());
        } catch (Problem none) {
            return null;
        }
    }

    /**
     * Saves the first version; nobody is enrolled by that.
     *
     * @throws Problem 400 with a message per field
     */
    public SequenceView create(Caller caller, Team team, JsonNode definition) {
        EnrolmentTable.Sender sender = sender(caller);
        Plan plan = plan(team, definition);
        UUID id = Ids.next();
        if (!table.insert(id, team.id(), plan.name(), caller.username())) {
            throw taken();
        }
        table.insertVersion(id, team.id(), 1, PlanWriter.write(plan), sender);
        note(team, caller, id, "created");
        return one(Set.of(team.id()), id);
    }

    /**
     * Saves another version, for those who are enrolled from now on; whoever is on the way stays on theirs.
     *
     * @param version that the caller read
     * @throws Problem 400 with a message per field; 412 if somebody saved another version meanwhile
     */
    public SequenceView change(Caller caller, Set<TeamId> teams, UUID id, int version, JsonNode definition) {
        SequenceTable.Row before = row(teams, id);
        EnrolmentTable.Sender sender = sender(caller);
        refuseRetired(before);
        Plan plan = plan(before.team(), definition);
        if (table.isTaken(before.team().id(), plan.name(), id)) {
            throw taken();
        }
        if (!table.raise(id, version, plan.name())) {
            throw Problem.changedMeanwhile("Version " + before.version() + " was saved by " + before.savedBy()
                    + " since you opened the sequence. Look at it before you save yours.");
        }
        table.insertVersion(id, before.team().id(), version + 1, PlanWriter.write(plan), sender);
        note(before.team(), caller, id, "saved as version " + (version + 1));
        return one(teams, id);
    }

    /**
     * Pauses, resumes or retires it. Retiring ends it for those who are on their way.
     *
     * @throws Problem 409 if it is so already, or retired
     */
    public SequenceView become(Caller caller, Set<TeamId> teams, UUID id, SequenceState state) {
        SequenceTable.Row before = row(teams, id);
        refuseRetired(before);
        if (before.state() == state) {
            throw Problem.conflict("The sequence is " + state.wire() + " already.");
        }
        table.become(id, state, null);
        note(before.team(), caller, id, state.wire());
        return one(teams, id);
    }

    private static void refuseRetired(SequenceTable.Row row) {
        if (row.state() == SequenceState.RETIRED) {
            throw Problem.conflict("The sequence is retired.");
        }
    }

    private static Problem taken() {
        return Problem.invalid("name", "is the name of another sequence of the team");
    }

    /** In whose name mail goes out. */
    static EnrolmentTable.Sender sender(Caller caller) {
        if (caller.email().isEmpty()) {
            throw Problem.conflict("Your account has no e-mail address, in whose name mail could go out.");
        }
        return new EnrolmentTable.Sender(caller.username(), PlainText.line(caller.name(), 400), caller.email());
    }

    void note(Team team, Caller caller, UUID id, String what) {
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.SEQUENCE_CHANGED,
                caller.username(),
                "sequence " + id,
                null,
                Map.of("change", what)));
    }
}
