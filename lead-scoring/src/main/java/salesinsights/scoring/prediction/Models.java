package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** All versions of all teams' win predictions. Every method runs in the caller's transaction. */
@Singleton
public class Models {
    /** In whose name the schedule asks and publishes. */
    static final String SCHEDULE = "keep-models-fresh";

    private static final int COLUMNS = Columns.AT_MOST;

    private final ModelTable table;
    private final PredictionTable predictions;
    private final AuditLog audit;

    Models(ModelTable table, PredictionTable predictions, AuditLog audit) {
        this.table = table;
        this.predictions = predictions;
        this.audit = audit;
    }

    /**
     * Asks for a new version, which a worker trains in the background from the decided leads of the team and of all teams
     * below it.
     *
     * @param seed of the resampling
     * @param without columns not to learn from
     * @param anyway columns to learn from although they look as if they were filled in afterwards
     * @throws Problem 409 if the team has one in training already
     */
    public ModelView train(TeamId team, String by, long seed, List<String> without, List<String> anyway) {
        if (without.size() > COLUMNS || anyway.size() > COLUMNS) {
            throw Problem.invalid("without", "names too many columns: at most " + COLUMNS);
        }
        UUID id = table.ask(team, "PERSON", by, seed, new ModelTable.Settings(without, anyway))
                .orElseThrow(() -> Problem.conflict("A version of this team is being trained; wait for it."));
        return table.find(Set.of(team), id).orElseThrow();
    }

    /** The newest versions of these teams, newest first, without their cards. */
    public List<ModelView> list(Set<TeamId> teams) {
        return table.list(teams);
    }

    /** A version with its card, if one of these teams has it. */
    public Optional<ModelView> find(Set<TeamId> teams, UUID id) {
        return table.find(teams, id);
    }

    /**
     * Makes a version the one that leads are shown; the one before stays, for a roll-back.
     *
     * @throws Problem 404 if none of these teams has it; 422 with the reasons if it did not pass; 409 in any other state
     */
    public ModelView publish(Set<TeamId> teams, UUID id, String by) {
        TeamId team = teamOf(teams, id);
        ModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (model.status() == ModelStatus.REFUSED) {
            throw Problem.refused(
                    "model-not-good-enough",
                    model.card() == null
                            ? "It did not pass."
                            : String.join(" ", model.card().objections()));
        }
        if (!model.status().isPublishable()) {
            throw Problem.conflict("This version is " + model.status().wire() + " and cannot be published.");
        }
        UUID before = table.published(team).orElse(null);
        if (before != null) {
            table.retire(before);
        }
        table.publish(id, before, by);
        predictions.renew(team);
        note(team, AuditAction.MODEL_PUBLISHED, by, model);
        return table.find(teams, id).orElseThrow();
    }

    /**
     * Takes back a published version: the one that it replaced is published again, or none if there was none.
     *
     * @throws Problem 404 if none of these teams has it; 409 if it is not the published one
     */
    public ModelView rollBack(Set<TeamId> teams, UUID id, String by) {
        TeamId team = teamOf(teams, id);
        ModelView model = table.find(teams, id).orElseThrow(Problem::notFound);
        if (model.status() != ModelStatus.PUBLISHED) {
            throw Problem.conflict("Only the published version can be rolled back.");
        }
        table.retire(id);
        table.replacedBy(id).ifPresent(before -> table.republish(before, by));
        predictions.renew(team);
        note(team, AuditAction.MODEL_ROLLED_BACK, by, model);
        return table.find(teams, id).orElseThrow();
    }

    private void note(TeamId team, AuditAction action, String by, ModelView model) {
        audit.note(new AuditEntry(
                team, action, by, "model:" + model.id(), null, Map.of("version", Integer.toString(model.number()))));
    }

    /** The team of a version, with all its versions locked. */
    private TeamId teamOf(Set<TeamId> teams, UUID id) {
        TeamId team = table.teamOf(teams, id).orElseThrow(Problem::notFound);
        table.lock(team);
        return team;
    }

    /** Keeps what training gave; a challenger of the schedule that is better than the champion takes its place. */
    void finished(ModelTable.Job job, Training.Result result) {
        table.lock(job.team());
        table.finish(job, result);
        ModelCard.Challenge challenge = result.card().challenge();
        boolean wins = result.card().objections().isEmpty() && challenge != null && challenge.better();
        if (job.origin().equals("SCHEDULE") && wins) {
            publish(Set.of(job.team()), job.id(), SCHEDULE);
        }
    }
}
