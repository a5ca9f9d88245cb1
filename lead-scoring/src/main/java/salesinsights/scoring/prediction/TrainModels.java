package salesinsights.scoring.prediction;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/**
 * Trains what waits, one version at a time, outside of any transaction. A node that dies leaves its training to another
 * after two minutes, which begins again: seconds, and the same result.
 */
@Singleton
class TrainModels implements Draining {
    private final ModelTable table;
    private final FactsOfLeads leads;
    private final Models models;
    private final Scopes scopes;
    private final Teams teams;

    TrainModels(ModelTable table, FactsOfLeads leads, Models models, Scopes scopes, Teams teams) {
        this.table = table;
        this.leads = leads;
        this.models = models;
        this.scopes = scopes;
        this.teams = teams;
    }

    @Override
    public String name() {
        return "train-models";
    }

    @Override
    public boolean drainOnce() {
        Optional<ModelTable.Job> job = scopes.asWorker(table::claim);
        job.ifPresent(this::run);
        return job.isPresent();
    }

    private void run(ModelTable.Job job) {
        try {
            train(job);
        } catch (RuntimeException broken) {
            Log.errorf(broken, "training broke off model=%s", job.id());
            scopes.runAsWorker(() -> table.broke(job));
        }
    }

    private void train(ModelTable.Job job) {
        Training.Progress progress = (done, step) -> scopes.runAsWorker(() -> {
            if (!table.progress(job, done, step)) {
                throw new IllegalStateException("another node trains this version by now");
            }
        });
        progress.at(0, "Reading decided leads");
        Set<TeamId> tree = tree(job);
        Columns columns = new Columns();
        List<Example> examples = examples(tree, columns, progress);
        LeakCheck.Open open = scopes.asWorker(() -> leads.filled(tree));
        Training.Champion champion = scopes.asWorker(() -> champion(job));
        Training.Result result = new Training(
                        job.seed(), job.settings().without(), job.settings().anyway(), progress)
                .train(examples, columns.names(), open, champion);
        scopes.runAsWorker(() -> models.finished(job, result));
        Log.infof(
                "trained model=%s leads=%d publishable=%s",
                job.id(), examples.size(), result.card().objections().isEmpty());
    }

    private Set<TeamId> tree(ModelTable.Job job) {
        return teams.all().stream()
                .filter(team -> job.path().covers(team.path()))
                .map(Team::id)
                .collect(Collectors.toSet());
    }

    /** Oldest first. */
    private List<Example> examples(Set<TeamId> tree, Columns columns, Training.Progress progress) {
        List<Example> examples = new ArrayList<>();
        List<Example> page;
        do {
            FactsOfLeads.Place before = placeOf(examples);
            page = scopes.asWorker(() -> leads.page(tree, columns, before));
            examples.addAll(page);
            progress.at(Math.min(0.1, 0.1 * examples.size() / FactsOfLeads.EXAMPLES), "Reading decided leads");
        } while (FactsOfLeads.goesOn(page, examples.size(), columns));
        Collections.reverse(examples);
        return examples;
    }

    private static FactsOfLeads.@Nullable Place placeOf(List<Example> examples) {
        return examples.isEmpty()
                ? null
                : new FactsOfLeads.Place(
                        examples.getLast().createdAt(), examples.getLast().lead());
    }

    private Training.@Nullable Champion champion(ModelTable.Job job) {
        ModelView published = table.published(job.team())
                .flatMap(id -> table.find(Set.of(job.team()), id))
                .orElse(null);
        Instant until = published == null || published.card() == null
                ? null
                : published.card().until();
        if (published == null || until == null) {
            return null;
        }
        return table.scorecard(published.id())
                .map(card -> new Training.Champion(published.number(), until, card))
                .orElse(null);
    }
}
