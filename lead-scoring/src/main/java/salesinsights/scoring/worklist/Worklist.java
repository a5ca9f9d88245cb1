package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.OpenFollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.prediction.Predictions;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.team.TeamId;

/**
 * Whom to turn to next: open leads by their points at this moment, fit included. Fading is worked out while reading, so
 * that no nightly job is needed and the order is never stale. A page of whole teams, or of one of their tiers, comes from
 * an index walk that stops early; what an owner has is looked for among the first leads first. What is narrowed otherwise
 * looks at every lead that is left.
 */
@Singleton
public class Worklist {
    private final Leads leads;
    private final Scores scores;
    private final Warmest warmest;
    private final Rests rests;
    private final OpenFollowUps followUps;
    private final Predictions predictions;
    private final Clock clock;

    Worklist(
            Leads leads,
            Scores scores,
            Warmest warmest,
            Rests rests,
            OpenFollowUps followUps,
            Predictions predictions,
            Clock clock) {
        this.leads = leads;
        this.scores = scores;
        this.warmest = warmest;
        this.rests = rests;
        this.followUps = followUps;
        this.predictions = predictions;
        this.clock = clock;
    }

    /** A page, warmest first, in the caller's transaction. */
    public WorklistPage page(WorklistQuery query) {
        // Whole seconds: the moment travels in the cursor.
        Instant at = query.after() == null
                ? clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)
                : query.after().at();
        List<Ranked> ranked = warmest.of(query, at);
        List<LeadId> ids = ranked.stream().map(Ranked::lead).toList();
        Map<LeadId, Lead> found =
                leads.of(query.teams(), ids).stream().collect(Collectors.toMap(Lead::id, Function.identity()));
        Map<LeadId, LeadScore> scored = scores.of(found.values());
        Map<LeadId, Double> likely = predictions.probabilities(query.teams(), ids);
        Map<LeadId, List<OpenFollowUps.Open>> open = followUps.of(query.teams(), ids);
        Map<LeadId, Rest> aside =
                query.resting() == Resting.ASLEEP ? rests.of(query.teams(), query.person(), ids) : Map.of();
        List<WorklistRow> rows = ranked.stream()
                .filter(one -> found.containsKey(one.lead()))
                .map(one -> row(
                        one,
                        Objects.requireNonNull(found.get(one.lead())),
                        scored.getOrDefault(one.lead(), LeadScore.NOTHING),
                        open.getOrDefault(one.lead(), List.of()),
                        likely.get(one.lead()),
                        aside.get(one.lead())))
                .toList();
        boolean last = ranked.size() < query.atMost();
        return new WorklistPage(rows, last ? null : place(at, ranked.getLast()).toString());
    }

    /** What a list would say of this lead, wherever it stands. */
    public WorklistRow of(Lead lead) {
        LeadScore score = scores.of(List.of(lead)).getOrDefault(lead.id(), LeadScore.NOTHING);
        Set<TeamId> team = Set.of(lead.teamId());
        return row(
                warmest.one(lead.id(), score.points()),
                lead,
                score,
                followUps.of(team, List.of(lead.id())).getOrDefault(lead.id(), List.of()),
                predictions.probabilities(team, List.of(lead.id())).get(lead.id()),
                null);
    }

    private WorklistRow row(
            Ranked ranked,
            Lead lead,
            LeadScore score,
            List<OpenFollowUps.Open> open,
            @Nullable Double likely,
            @Nullable Rest rest) {
        return new WorklistRow(
                lead,
                score.score(),
                score.grade(),
                score.tier(),
                score.trend(),
                score.reasons(),
                NextAction.of(lead, score.tier(), ranked.points(), ranked.touch(), ranked.touchedAt(), clock.instant()),
                ranked.touchedAt(),
                ranked.touch() == null ? null : ranked.touch().toLowerCase(Locale.ROOT),
                open.size(),
                open.isEmpty() ? null : WorklistRow.Due.of(open.getFirst()),
                likely,
                rest);
    }

    private static WorklistPlace place(Instant at, Ranked last) {
        return new WorklistPlace(at, last.points(), last.lead().value());
    }
}
