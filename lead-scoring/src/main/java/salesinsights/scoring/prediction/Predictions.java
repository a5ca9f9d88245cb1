package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/** Win probabilities for screens, REST and the CRM. Every method runs in the caller's transaction. */
@Singleton
public class Predictions {
    private final PredictionTable table;
    private final ModelTable models;

    Predictions(PredictionTable table, ModelTable models) {
        this.table = table;
        this.models = models;
    }

    /** The lead's probability with its reasons, or why there is none. */
    public PredictionView of(Set<TeamId> teams, Lead lead) {
        return table.find(teams, lead.id())
                .map(stored -> view(lead.id(), stored))
                .orElseGet(() -> silent(lead));
    }

    /** Probabilities by lead; leads without one are missing. */
    public Map<LeadId, Double> probabilities(Set<TeamId> teams, Collection<LeadId> leads) {
        return leads.isEmpty() ? Map.of() : table.probabilities(teams, leads);
    }

    private static PredictionView view(LeadId lead, PredictionTable.Stored stored) {
        return new PredictionView(
                lead,
                true,
                null,
                stored.probability(),
                stored.logOdds(),
                stored.base(),
                stored.shares().stream().map(Predictions::reason).toList(),
                stored.model(),
                stored.modelNumber(),
                stored.predictedAt());
    }

    private static PredictionView.Reason reason(Scorecard.Share share) {
        String said = share.value() == null ? "unknown" : share.value();
        String towards = share.worth() > 0 ? "raises" : share.worth() < 0 ? "lowers" : "leaves";
        double odds = Math.exp(Math.abs(share.worth()));
        return new PredictionView.Reason(
                share.source(),
                share.value(),
                share.worth(),
                "%s: %s %s the odds%s"
                        .formatted(
                                share.source(),
                                said,
                                towards,
                                share.worth() == 0 ? " as they are" : " %.1f-fold".formatted(odds)));
    }

    private PredictionView silent(Lead lead) {
        return new PredictionView(lead.id(), false, why(lead), null, null, null, List.of(), null, null, null);
    }

    private String why(Lead lead) {
        if (lead.outcome() != null) {
            return "The lead is decided.";
        }
        return models.list(List.of(lead.teamId())).stream()
                .findFirst()
                .map(newest -> switch (newest.status()) {
                    case WAITING, TRAINING -> "Rule score only: a prediction is being learned.";
                    case REFUSED ->
                        "Rule score only: what was learned is not good enough to be shown; the model card says why.";
                    case READY -> "Rule score only: a prediction is ready and waits to be published.";
                    case PUBLISHED -> "This lead will be looked at within a moment.";
                    case REPLACED -> "Rule score only: the prediction was taken back.";
                    case FAILED -> "Rule score only: learning broke off.";
                })
                .orElse("Rule score only: nothing was learned from this team's leads yet.");
    }
}
