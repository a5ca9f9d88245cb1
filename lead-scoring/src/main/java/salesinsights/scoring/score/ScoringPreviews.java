package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;

/** What rules would make of a few real leads, at once and without keeping anything. In the caller's transaction. */
@Singleton
public class ScoringPreviews {
    private static final int LEADS = 10;

    private final ScoringModels models;
    private final Regimes regimes;
    private final Leads leads;
    private final LeadEvents events;
    private final Contexts contexts;
    private final Database database;
    private final Clock clock;

    ScoringPreviews(
            ScoringModels models,
            Regimes regimes,
            Leads leads,
            LeadEvents events,
            Contexts contexts,
            Database database,
            Clock clock) {
        this.models = models;
        this.regimes = regimes;
        this.leads = leads;
        this.events = events;
        this.contexts = contexts;
        this.database = database;
        this.clock = clock;
    }

    /** A lead's score today and by the rules in question, 0 to 100, and the points behind both. */
    public record Row(UUID lead, String title, int before, int after, double pointsBefore, double pointsAfter) {}

    /**
     * The warmest open leads that a model of the team would score, in the order that the rules would give them.
     *
     * @throws Problem 400 with a message per field or rule
     */
    public List<Row> of(Set<TeamId> visible, TeamPath team, JsonNode definition) {
        Regime candidate = Regime.of(ModelReader.read("preview", models.checked(team, definition)));
        Instant now = clock.instant();
        List<Lead> warmest = warmest(visible, team, now);
        Map<LeadId, List<JudgedEvent>> facts = events.of(warmest);
        Appraisal.Context context =
                contexts.of(facts.values().stream().flatMap(List::stream).toList());
        List<Row> rows = new ArrayList<>();
        for (Lead lead : warmest) {
            List<JudgedEvent> happened = facts.getOrDefault(lead.id(), List.of());
            double before = regimes.of(lead.team()).points(lead, happened, context, now);
            double after = candidate.points(lead, happened, context, now);
            rows.add(new Row(
                    lead.id().value(), lead.title(), Standing.display(before), Standing.display(after), before, after));
        }
        rows.sort(Comparator.comparingDouble(Row::pointsAfter).reversed());
        return rows;
    }

    private List<Lead> warmest(Set<TeamId> visible, TeamPath team, Instant now) {
        Set<TeamId> teams = regimes.governedBy(team).stream()
                .map(Team::id)
                .filter(visible::contains)
                .collect(Collectors.toSet());
        String sql = """
                select s.lead_id from lead_score s join lead l on l.id = s.lead_id and l.team_id = s.team_id
                where s.team_id = any (?) and l.outcome is null
                order by faded(s.fit, s.points, s.half_lives, s.as_of, ?) desc limit ?
                """;
        List<LeadId> ids = database.list(
                sql,
                row -> new LeadId(row.getObject("lead_id", UUID.class)),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                now,
                LEADS);
        return leads.of(teams, ids);
    }
}
