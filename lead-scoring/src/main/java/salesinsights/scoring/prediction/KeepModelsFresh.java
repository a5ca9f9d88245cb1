package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/**
 * Has a challenger trained for every published version that grew old, says anew what time has changed, and looks how much
 * open leads have come to differ from those that the version learned from.
 */
@Singleton
class KeepModelsFresh implements Recurring {
    private static final Duration STALE = Duration.ofHours(20);
    private static final int BATCH = 10_000;
    private static final int MODELS = 1_000;

    private final ModelTable table;
    private final ModelAges ages;
    private final PredictionTable predictions;
    private final FactsOfLeads leads;
    private final Scopes scopes;
    private final PredictionConfig config;
    private final Clock clock;

    KeepModelsFresh(
            ModelTable table,
            ModelAges ages,
            PredictionTable predictions,
            FactsOfLeads leads,
            Scopes scopes,
            PredictionConfig config,
            Clock clock) {
        this.table = table;
        this.ages = ages;
        this.predictions = predictions;
        this.leads = leads;
        this.scopes = scopes;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "keep-models-fresh";
    }

    @Override
    public Duration every() {
        return config.lookEvery();
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        scopes.runAsWorker(() -> ages.askForOld(now.minus(config.retrainAfter()), config.newOutcomes()));
        scopes.runAsWorker(() -> predictions.noteOlderThan(now.minus(STALE), BATCH));
        List<ModelAges.Watched> published = scopes.asWorker(() -> ages.watched(MODELS));
        published.forEach(model -> scopes.runAsWorker(() -> watch(model, now)));
    }

    private void watch(ModelAges.Watched model, Instant now) {
        Columns columns = new Columns();
        List<Facts> before = leads.decidedBefore(model.team(), model.until(), columns);
        List<Facts> open = leads.newestOpen(model.team(), columns, now);
        if (before.size() >= Gate.OUTCOMES && open.size() >= Gate.OUTCOMES) {
            ages.drift(model.id(), Judging.drift(table.scorecard(model.id()).orElseThrow(), before, open));
        }
    }
}
