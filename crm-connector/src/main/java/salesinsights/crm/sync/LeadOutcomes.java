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
import salesinsights.tracking.consent.Objections;
import salesinsights.tracking.consent.Objections.Flag;
import salesinsights.tracking.team.TeamId;

/** Sets a lead's outcome if it is another one, and takes down what its person does not want; what says nothing new changes nothing, so that no echo comes back. */
@Singleton
class LeadOutcomes {
    private final Leads leads;
    private final LeadChanges changes;
    private final Objections objections;

    LeadOutcomes(Leads leads, LeadChanges changes, Objections objections) {
        this.objections = objections;
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
        Flag unwanted = flagOf(result);
        if (unwanted != null) {
            return object(lead, unwanted);
        }
        Outcome outcome = outcomeOf(result);
        if (lead.outcome() == outcome) {
            return Taken.UNCHANGED;
        }
        changes.decide(teams, lead.id(), outcome, at);
        return Taken.CHANGED;
    }

    private Taken object(Lead lead, Flag unwanted) {
        String email = lead.email();
        boolean news = email != null && objections.flagged(lead.teamId(), email, unwanted, "flag in the CRM");
        return news ? Taken.CHANGED : Taken.UNCHANGED;
    }

    private static @Nullable Flag flagOf(CrmOutcome.Result result) {
        return switch (result) {
            case DO_NOT_CONTACT -> Flag.CONTACT;
            case DO_NOT_TRACK -> Flag.TRACKING;
            case WON, LOST, OPEN -> null;
        };
    }

    private static @Nullable Outcome outcomeOf(CrmOutcome.Result result) {
        return switch (result) {
            case WON -> Outcome.WON;
            case LOST -> Outcome.LOST;
            case OPEN, DO_NOT_CONTACT, DO_NOT_TRACK -> null;
        };
    }
}
