package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Outcome;
import salesinsights.tracking.team.TeamId;

/** Sets a lead's outcome if it is another one; what says nothing new changes nothing, so that no echo comes back. */
@Singleton
class LeadOutcomes {
    private final Leads leads;
    private final LeadChanges changes;

    LeadOutcomes(Leads leads, LeadChanges changes) {
        this.leads = leads;
        this.changes = changes;
    }

    /** What became of one decision. */
    enum Taken {
        CHANGED,
        UNCHANGED,
        UNKNOWN
    }

    Taken decide(Set<TeamId> teams, UUID id, CrmOutcome.Result result, Instant at) {
        return decide(teams, leads.find(teams, new LeadId(id)), result, at);
    }

    Taken decide(Set<TeamId> teams, Optional<Lead> found, CrmOutcome.Result result, @Nullable Instant at) {
        if (found.isEmpty()) {
            return Taken.UNKNOWN;
        }
        Lead lead = found.get();
        Outcome outcome = outcomeOf(result);
        if (lead.outcome() == outcome) {
            return Taken.UNCHANGED;
        }
        changes.decide(teams, lead.id(), outcome, at);
        return Taken.CHANGED;
    }

    private static @Nullable Outcome outcomeOf(CrmOutcome.Result result) {
        return switch (result) {
            case WON -> Outcome.WON;
            case LOST -> Outcome.LOST;
            case OPEN -> null;
        };
    }
}
