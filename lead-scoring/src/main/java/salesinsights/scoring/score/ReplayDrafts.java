package salesinsights.scoring.score;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Outcome;
import salesinsights.scoring.lead.ScoringLeads;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * Works out what leads would have earned by a version: some hundred leads, their points and the place where to go on in one
 * transaction, so that a node that dies leaves nothing half done and any other goes on. Changes nobody's score.
 */
@Singleton
class ReplayDrafts implements Draining {
    private static final int BATCH = 500;

    private final ReplayTable table;
    private final ReplayFindings findings;
    private final ScoringLeads leads;
    private final LeadEvents events;
    private final Contexts contexts;
    private final Regimes regimes;
    private final Scopes scopes;
    private final Clock clock;

    ReplayDrafts(
            ReplayTable table,
            ReplayFindings findings,
            ScoringLeads leads,
            LeadEvents events,
            Contexts contexts,
            Regimes regimes,
            Scopes scopes,
            Clock clock) {
        this.table = table;
        this.findings = findings;
        this.leads = leads;
        this.events = events;
        this.contexts = contexts;
        this.regimes = regimes;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "replay-drafts";
    }

    @Override
    public boolean drainOnce() {
        try {
            return scopes.asWorker(this::batch);
        } catch (RuntimeException broken) {
            Log.errorf(broken, "a replay broke off");
            scopes.runAsWorker(() -> table.broke(clock.instant()));
            return false;
        }
    }

    private boolean batch() {
        Optional<ReplayTable.Job> claimed = table.claim();
        if (claimed.isEmpty()) {
            return false;
        }
        ReplayTable.Job job = claimed.get();
        Set<TeamId> teams =
                regimes.governedBy(job.team()).stream().map(Team::id).collect(Collectors.toSet());
        if (job.isNew()) {
            table.begin(job, teams);
            return true;
        }
        List<Lead> page = leads.page(teams, job.after(), BATCH);
        if (page.isEmpty()) {
            table.finish(job, findings.of(job.id()), clock.instant());
            Log.infof("replayed model=%s replay=%s", job.model(), job.id());
        } else {
            table.keep(job, points(job, page));
        }
        return true;
    }

    private List<ReplayTable.Points> points(ReplayTable.Job job, List<Lead> page) {
        Function<TeamPath, Regime> newest = regimes.newest();
        Regime candidate = Regime.of(ModelReader.read("replay", job.definition()));
        Map<LeadId, List<JudgedEvent>> facts = events.of(page);
        boolean links = candidate.readsLinks()
                || page.stream().anyMatch(lead -> newest.apply(lead.team()).readsLinks());
        Appraisal.Context context = links
                ? contexts.of(facts.values().stream().flatMap(List::stream).toList())
                : event -> Map.of();
        List<ReplayTable.Points> points = new ArrayList<>();
        for (Lead lead : page) {
            List<JudgedEvent> happened = facts.getOrDefault(lead.id(), List.of());
            boolean decided = lead.outcome() != null && lead.outcomeAt() != null;
            Instant at = decided ? Objects.requireNonNull(lead.outcomeAt()) : job.at();
            points.add(new ReplayTable.Points(
                    lead.id().value(),
                    lead.teamId(),
                    newest.apply(lead.team()).points(lead, happened, context, at),
                    candidate.points(lead, happened, context, at),
                    decided ? (Boolean) (lead.outcome() == Outcome.WON) : null));
        }
        return points;
    }
}
