package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.team.TeamId;

/** Outcomes and stages that a sync job brings, many at once; each item stands for itself. */
@Singleton
class TakeOutcomes {
    private final Leads leads;
    private final LeadOutcomes outcomes;
    private final LeadChanges changes;
    private final Clock clock;

    TakeOutcomes(Leads leads, LeadOutcomes outcomes, LeadChanges changes, Clock clock) {
        this.leads = leads;
        this.outcomes = outcomes;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * One decision.
     *
     * @param externalId our id of the lead, as the feed of scores names it
     * @param sourceId or the id under which the lead was imported
     * @param outcome won, lost or open; do-not-contact or do-not-track for what the person does not want; null leaves it
     * @param stage null leaves it
     * @param at ISO 8601, null for now
     */
    @Schema(name = "SyncOutcome")
    record Item(
            @Nullable String externalId,
            @Nullable String sourceId,
            @Nullable String outcome,
            @Nullable String stage,
            @Nullable String at) {}

    /** {@code status} is changed, unchanged, unknown (no such lead) or invalid ({@code message} says why). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SyncOutcomeResult")
    record ItemResult(int index, String status, @Nullable String message) {}

    private record Decision(
            int index,
            Lead lead,
            @Nullable Result outcome,
            @Nullable Stage stage,
            Instant at) {}

    /** In the caller's transaction; results in the order of the items. */
    List<ItemResult> take(Set<TeamId> teams, List<@Nullable Item> items) {
        ItemResult[] results = new ItemResult[items.size()];
        List<Decision> decisions = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            try {
                Optional<Decision> read = read(teams, index, items.get(index));
                read.ifPresent(decisions::add);
                results[index] = new ItemResult(index, "unknown", null);
            } catch (IllegalArgumentException refused) {
                results[index] = new ItemResult(index, "invalid", refused.getMessage());
            }
        }
        // In one order for everybody, or two bulk requests could wait for each other.
        decisions.sort(Comparator.comparing(decision -> decision.lead().id().value()));
        for (Decision decision : decisions) {
            String status = decide(teams, decision) ? "changed" : "unchanged";
            results[decision.index()] = new ItemResult(decision.index(), status, null);
        }
        return Arrays.asList(results);
    }

    private boolean decide(Set<TeamId> teams, Decision decision) {
        boolean changed = false;
        if (decision.outcome() != null) {
            Optional<Lead> now = leads.find(teams, decision.lead().id());
            changed = outcomes.decide(teams, now, decision.outcome(), decision.at()) == LeadOutcomes.Taken.CHANGED;
        }
        if (decision.stage() != null && decision.stage() != decision.lead().stage()) {
            changes.moveTo(teams, decision.lead().id(), decision.stage());
            changed = true;
        }
        return changed;
    }

    private Optional<Decision> read(Set<TeamId> teams, int index, @Nullable Item item) {
        if (item == null || (item.outcome() == null && item.stage() == null)) {
            throw new IllegalArgumentException("an item has an outcome or a stage");
        }
        Result outcome = item.outcome() == null ? null : resultOf(item.outcome());
        Stage stage = item.stage() == null ? null : Stage.of(item.stage());
        Instant at = item.at() == null ? clock.instant() : momentOf(item.at());
        return leadOf(teams, item).map(lead -> new Decision(index, lead, outcome, stage, at));
    }

    private Optional<Lead> leadOf(Set<TeamId> teams, Item item) {
        if (item.externalId() != null) {
            return leads.find(teams, new LeadId(idOf(item.externalId())));
        }
        String sourceId = item.sourceId();
        if (sourceId == null || sourceId.indexOf(0) >= 0 || sourceId.length() > 200) {
            throw new IllegalArgumentException("an item has an externalId, or a sourceId of at most 200 characters");
        }
        List<Lead> found = teams.stream()
                .flatMap(team -> leads.byExternalId(team, sourceId).stream())
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("several teams have a lead of this sourceId: state the externalId");
        }
        return found.stream().findFirst();
    }

    private static UUID idOf(String externalId) {
        try {
            return UUID.fromString(externalId);
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("externalId is a UUID that was handed out here", other);
        }
    }

    private static Result resultOf(String outcome) {
        try {
            return Result.valueOf(outcome.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("outcome is won, lost, open, do-not-contact or do-not-track", other);
        }
    }

    private Instant momentOf(String at) {
        try {
            Instant said = OffsetDateTime.parse(at.strip()).toInstant();
            if (said.isAfter(clock.instant().plusSeconds(60)) || said.isBefore(Instant.EPOCH)) {
                throw new IllegalArgumentException("at lies in the future or before 1970");
            }
            return said;
        } catch (DateTimeParseException other) {
            throw new IllegalArgumentException("at is a moment such as 2026-11-03T08:00:00Z", other);
        }
    }
}
