package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * All versions of all teams' rule models: drafts that are worked on, the one that scores come from, and those before it.
 * Every method runs in the caller's transaction.
 */
@Singleton
public class ScoringModels {
    /** How many models may hold side by side, each for its time. */
    private static final int ERAS = 10;

    private final ScoringModelTable table;
    private final ReplayTable replays;
    private final Rescorings rescorings;
    private final TierLines lines;
    private final Regimes regimes;
    private final AuditLog audit;
    private final Clock clock;

    ScoringModels(
            ScoringModelTable table,
            ReplayTable replays,
            Rescorings rescorings,
            TierLines lines,
            Regimes regimes,
            AuditLog audit,
            Clock clock) {
        this.table = table;
        this.replays = replays;
        this.rescorings = rescorings;
        this.lines = lines;
        this.regimes = regimes;
        this.audit = audit;
        this.clock = clock;
    }

    /** The newest versions of these teams, newest first, without their definitions. */
    public List<ScoringModelView> list(Set<TeamId> teams) {
        return table.list(teams);
    }

    /** A version with its definition, if one of these teams has it. */
    public Optional<ScoringModelView> find(Set<TeamId> teams, UUID id) {
        return table.find(teams, id);
    }

    /** The definition that a team's leads are scored by at this moment, perhaps that of a team above. */
    public JsonNode inForce(TeamPath team) {
        return ModelWriter.write(regimes.of(team).model());
    }

    /** Where tiers and grades of a team's leads begin at this moment. */
    public Lines linesInForce(TeamPath team) {
        return regimes.of(team).lines();
    }

    /** What {@link #inForce} is called. */
    public String nameInForce(TeamPath team) {
        return regimes.of(team).name();
    }

    /**
     * Begins a version.
     *
     * @param definition null to begin with what is in force
     * @throws Problem 400 with a message per field or rule
     */
    public ScoringModelView draft(Team team, String name, @Nullable JsonNode definition, String by) {
        JsonNode checked = definition == null ? inForce(team.path()) : checked(team.path(), definition);
        UUID id = table.add(team.id(), name, checked, by, now());
        return table.find(Set.of(team.id()), id).orElseThrow();
    }

    /**
     * Changes a draft.
     *
     * @param edition as the caller read it
     * @throws Problem 400 with a message per field or rule; 404; 409 if it is no draft; 412 if it was changed meanwhile
     */
    public ScoringModelView change(Set<TeamId> teams, UUID id, long edition, String name, JsonNode definition) {
        ScoringModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (model.status() != ScoringModelStatus.DRAFT) {
            throw Problem.conflict("A version that was published never changes; begin another draft from it.");
        }
        JsonNode checked = checked(model.team(), definition);
        if (!table.change(id, edition, name, checked, now())) {
            throw Problem.changedMeanwhile("Somebody changed this draft meanwhile; read it again.");
        }
        return table.find(teams, id).orElseThrow(Problem::notFound);
    }

    /**
     * The definition, spelled as it is kept.
     *
     * @throws Problem 400 with a message per field or rule
     */
    public JsonNode checked(TeamPath team, JsonNode definition) {
        ScoringModel model = ModelReader.read("draft", definition);
        Set<String> asked =
                model.fit().flatMap(rule -> rule.when().column().stream()).collect(Collectors.toSet());
        if (!asked.isEmpty()) {
            ModelReader.read("draft", definition, table.columns(below(team), asked));
        }
        return ModelWriter.write(model);
    }

    private Set<TeamId> below(TeamPath team) {
        return regimes.teamsBelow(team).stream().map(Team::id).collect(Collectors.toSet());
    }

    /**
     * Makes a version the one that scores of the team's leads come from, at once. The one before stays, for a roll-back.
     *
     * @param backfill true to score anew all that ever happened; false to leave what was earned until now as it stands
     * @throws Problem 404 if none of these teams has it; 409 if it is published
     */
    public ScoringModelView publish(Set<TeamId> teams, UUID id, boolean backfill, String by) {
        TeamId team = teamOf(teams, id);
        ScoringModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (model.status() == ScoringModelStatus.PUBLISHED) {
            throw Problem.conflict("This version is published already.");
        }
        Instant now = now();
        List<Regime.Era> before =
                backfill ? List.of() : regimes.of(model.team()).eras();
        if (before.size() >= ERAS) {
            throw Problem.conflict(
                    "Ten models hold side by side, each for its time; publish this one for all history.");
        }
        UUID replaced = table.published(team).orElse(null);
        if (replaced != null) {
            table.retire(replaced);
        }
        table.publish(id, before, backfill ? null : now, replaced, by, now);
        lines.draw(id, model.team());
        rescorings.ask(team, backfill ? null : now, now);
        note(team, AuditAction.MODEL_PUBLISHED, by, model, backfill ? "all history" : "from now on");
        return table.find(teams, id).orElseThrow();
    }

    /**
     * Takes back a published version, as if it had never been: what it replaced is published again, or the model of the
     * team above holds if it replaced none, and leads are scored anew.
     *
     * @throws Problem 404 if none of these teams has it; 409 if it is not the published one
     */
    public ScoringModelView rollBack(Set<TeamId> teams, UUID id, String by) {
        TeamId team = teamOf(teams, id);
        ScoringModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (model.status() != ScoringModelStatus.PUBLISHED) {
            throw Problem.conflict("Only the published version can be rolled back.");
        }
        Instant now = now();
        table.retire(id);
        table.replacedBy(id).ifPresent(before -> {
            table.republish(before, by, now);
            lines.draw(before, model.team());
        });
        rescorings.ask(team, null, now);
        note(team, AuditAction.MODEL_ROLLED_BACK, by, model, "all history");
        return table.find(teams, id).orElseThrow();
    }

    /**
     * Asks for a replay of a version over the whole history, which a worker does in the background.
     *
     * @throws Problem 404 if none of these teams has it; 409 if it is being replayed
     */
    public ReplayView replay(Set<TeamId> teams, UUID id, String by) {
        TeamId team = table.teamOf(teams, id).orElseThrow(Problem::notFound);
        ScoringModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (!replays.ask(team, model, by, now())) {
            throw Problem.conflict("This version is being replayed; wait for it.");
        }
        return lastReplay(teams, id).orElseThrow();
    }

    /** The newest replay of a version; empty if there was none, or none of these teams has it. */
    public Optional<ReplayView> lastReplay(Set<TeamId> teams, UUID id) {
        return replays.newest(teams, id);
    }

    /** How many leads of a team were looked at anew since it last published or took back, and whether all were. */
    public Optional<RescoringView> rescoring(Set<TeamId> teams, UUID id) {
        return table.teamOf(teams, id).flatMap(team -> rescorings.newest(teams, team));
    }

    private void note(TeamId team, AuditAction action, String by, ScoringModelView model, String scope) {
        audit.note(new AuditEntry(
                team,
                action,
                by,
                "scoring-model:" + model.id(),
                null,
                Map.of("version", Integer.toString(model.number()), "scope", scope)));
    }

    /** The team of a version, with all its versions locked. */
    private TeamId teamOf(Set<TeamId> teams, UUID id) {
        TeamId team = table.teamOf(teams, id).orElseThrow(Problem::notFound);
        table.lock(team);
        return team;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
