package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Says how likely leads are to be won, once more whenever something about them changed or another model speaks. */
@Singleton
class PredictLeads implements Draining, AfterScoring {
    private static final int BATCH = 500;
    private static final int CARDS = 64;

    private final PredictionTable table;
    private final ModelTable models;
    private final FactsOfLeads leads;
    private final Scopes scopes;
    private final Clock clock;
    /** A version's card never changes. */
    private final Map<UUID, Scorecard> cards = new ConcurrentHashMap<>();

    PredictLeads(PredictionTable table, ModelTable models, FactsOfLeads leads, Scopes scopes, Clock clock) {
        this.table = table;
        this.models = models;
        this.leads = leads;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "predict-leads";
    }

    @Override
    public void scored(List<ScoredLead> scored) {
        table.note(scored.stream().map(one -> one.lead().id().value()).toList());
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> {
            List<UUID> claimed = table.claim(BATCH);
            if (!claimed.isEmpty()) {
                predict(claimed);
            }
            return claimed.size() >= BATCH / 2;
        });
    }

    private void predict(List<UUID> claimed) {
        Instant now = clock.instant();
        Columns columns = new Columns();
        Map<UUID, Facts> facts = leads.open(claimed, columns, now);
        List<PredictionTable.Stored> said = new ArrayList<>();
        List<UUID> silent = new ArrayList<>();
        Map<UUID, TeamId> teams = new HashMap<>();
        for (PredictionTable.Todo todo : table.models(claimed)) {
            Facts known = facts.get(todo.lead());
            if (todo.model().isEmpty() || known == null) {
                silent.add(todo.lead());
            } else {
                teams.put(todo.lead(), todo.team());
                said.add(say(todo.lead(), todo.model().get(), known, now));
            }
        }
        table.write(said, teams);
        table.forget(silent);
    }

    private PredictionTable.Stored say(UUID lead, PredictionTable.Published model, Facts known, Instant now) {
        Scorecard card = cardOf(model.id());
        double logOdds = card.logOdds(known);
        return new PredictionTable.Stored(
                lead,
                model.id(),
                model.number(),
                Scorecard.probabilityOf(logOdds),
                logOdds,
                card.base(),
                card.shares(known),
                now);
    }

    private Scorecard cardOf(UUID model) {
        if (cards.size() > CARDS) {
            cards.clear();
        }
        return cards.computeIfAbsent(model, id -> models.scorecard(id).orElseThrow());
    }
}
