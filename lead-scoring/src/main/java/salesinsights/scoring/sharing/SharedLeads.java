package salesinsights.scoring.sharing;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * The receiving side. Every method takes transactions of its own: one as a job that finds what was shared with the
 * caller, and one in the scope of the lead's team that reads that lead alone. So call them outside of a transaction.
 */
@Singleton
public class SharedLeads {
    private static final int SHOWN = 200;
    /** Who the lead belongs to, and how it is told from others, stays with the team that has it. */
    private static final Set<String> THEIRS = Set.of("name", "company", "phone", "country", "stage");

    private static final int NAMED_AT_MOST = 20;

    private final ShareTable table;
    private final Scopes scopes;
    private final Leads leads;
    private final LeadChanges changes;
    private final Scores scores;

    SharedLeads(ShareTable table, Scopes scopes, Leads leads, LeadChanges changes, Scores scores) {
        this.table = table;
        this.scopes = scopes;
        this.leads = leads;
        this.changes = changes;
        this.scores = scores;
    }

    /** The hottest first; at most 200. */
    public List<SharedLead> of(Caller caller) {
        Map<TeamId, List<ShareTable.Grant>> byTeam = scopes.asWorker(() -> table.grantsTo(caller, SHOWN)).stream()
                .filter(grant -> !caller.sees(grant.team()))
                .collect(Collectors.groupingBy(ShareTable.Grant::team));
        List<SharedLead> shared = new ArrayList<>();
        byTeam.forEach((team, grants) -> shared.addAll(scopes.inTeams(Set.of(team), () -> read(team, grants))));
        shared.sort(Comparator.comparingInt(SharedLead::score).reversed());
        return shared;
    }

    private List<SharedLead> read(TeamId team, List<ShareTable.Grant> grants) {
        List<Lead> found = leads.of(
                Set.of(team), grants.stream().map(ShareTable.Grant::lead).toList());
        Map<LeadId, LeadScore> scored = scores.of(found);
        return grants.stream()
                .flatMap(grant -> found.stream()
                        .filter(lead -> lead.id().equals(grant.lead()))
                        .map(lead -> shared(lead, grant, scored.getOrDefault(lead.id(), LeadScore.NOTHING))))
                .toList();
    }

    private static SharedLead shared(Lead lead, ShareTable.Grant grant, LeadScore score) {
        return new SharedLead(lead, grant.work(), grant.by(), grant.at(), score.score(), score.tier(), score.reasons());
    }

    /**
     * Does something with one of them, in the scope of the team that has it.
     *
     * @throws Problem 404 if it was not shared with the caller, or is not any more
     */
    public <T> T with(Caller caller, LeadId id, BiFunction<SharedLead, Lead, T> work) {
        ShareTable.Grant grant = grantTo(caller, id);
        return scopes.inTeams(Set.of(grant.team()), () -> {
            SharedLead shared =
                    read(grant.team(), List.of(grant)).stream().findFirst().orElseThrow(Problem::notFound);
            return work.apply(shared, shared.lead());
        });
    }

    /**
     * Changes fields of one of them.
     *
     * @param fields by their name in JSON
     * @throws Problem 404 as above; 422 if it was shared for reading only; 400 naming what cannot be changed
     */
    public SharedLead change(Caller caller, LeadId id, Map<String, String> fields) {
        ShareTable.Grant grant = grantTo(caller, id);
        if (!grant.work()) {
            throw Problem.refused("read-only", "This lead was shared for reading.");
        }
        refuseOthers(fields.keySet());
        Set<TeamId> team = Set.of(grant.team());
        return scopes.inTeams(team, () -> {
            Lead before = leads.find(team, id).orElseThrow(Problem::notFound);
            if (!changes.change(team, id, fields, before.edition())) {
                throw Problem.conflict("Somebody changed this lead meanwhile. Look again.");
            }
            return read(grant.team(), List.of(grant)).getFirst();
        });
    }

    /**
     * What a guest may change is little: whose the lead is, and how it is found, is said by the team that has it.
     *
     * @throws Problem 400 naming every other field
     */
    static void refuseOthers(Collection<String> fields) {
        List<Problem.Field> wrong = fields.stream()
                .filter(field -> !THEIRS.contains(field))
                .limit(NAMED_AT_MOST)
                .map(field -> new Problem.Field(
                        field.substring(0, Math.min(field.length(), 60)),
                        "cannot be changed by those it was shared with"))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private ShareTable.Grant grantTo(Caller caller, LeadId id) {
        return scopes.asWorker(() -> table.grantTo(caller, id))
                .filter(grant -> !caller.sees(grant.team()))
                .orElseThrow(Problem::notFound);
    }
}
