package salesinsights.crm.sheet;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.LeadQuery;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.prediction.Predictions;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Leads as tables for spreadsheets and for systems without a connector. */
@Singleton
public class LeadTables {
    private static final int A_PIECE = 500;

    private final Leads leads;
    private final Scores scores;
    private final Predictions predictions;
    private final Scopes scopes;
    private final AuditLog audit;

    LeadTables(Leads leads, Scores scores, Predictions predictions, Scopes scopes, AuditLog audit) {
        this.leads = leads;
        this.scores = scores;
        this.predictions = predictions;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * The table, to be written afterwards, piece by piece, each in a transaction of its own. That it was asked for stands
     * in the audit log of every team it is about; the caller's transaction is needed for that.
     *
     * @throws Problem 400 if a column, a filter or the team cannot be understood
     */
    public LeadTable of(CurrentCaller caller, LeadTableOrder order) {
        List<TableColumn> columns = TableColumn.of(order.columns() == null ? List.of() : order.columns());
        LeadQuery first = new LeadQuery(
                order.team() == null
                        ? caller.get().visibleTeamIds()
                        : Set.of(caller.teamFor(order.team()).id()),
                order.words(),
                order.owner(),
                order.inStage(),
                null,
                null,
                A_PIECE);
        String names = columns.stream().map(TableColumn::name).collect(Collectors.joining(", "));
        first.teams().stream()
                .sorted(Comparator.comparingLong(TeamId::value))
                .forEach(team -> audit.note(new AuditEntry(
                        team,
                        AuditAction.EXPORT,
                        caller.get().username(),
                        "leads",
                        null,
                        Map.of("columns", names.length() > 1000 ? names.substring(0, 1000) : names))));
        return new LeadTable(columns, after -> piece(first, after));
    }

    private List<TableLead> piece(LeadQuery first, @Nullable LeadId after) {
        LeadQuery query =
                new LeadQuery(first.teams(), first.words(), first.owner(), first.stage(), null, after, first.atMost());
        return scopes.inTeams(query.teams(), () -> told(query.teams(), leads.page(query)));
    }

    private List<TableLead> told(Set<TeamId> teams, List<Lead> found) {
        List<LeadId> ids = found.stream().map(Lead::id).toList();
        Map<LeadId, LeadScore> scored = scores.of(found);
        Map<LeadId, Instant> touches = scores.lastTouches(ids);
        Map<LeadId, Double> chances = predictions.probabilities(teams, ids);
        return found.stream()
                .map(lead -> new TableLead(
                        lead,
                        scored.getOrDefault(lead.id(), LeadScore.NOTHING),
                        chances.get(lead.id()),
                        touches.get(lead.id())))
                .toList();
    }
}
