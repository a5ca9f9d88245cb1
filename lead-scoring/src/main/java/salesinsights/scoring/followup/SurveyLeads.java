package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/** Holds leads against rules that were changed, bit by bit; a new rule waits for what is still ahead. */
@Singleton
class SurveyLeads {
    private final RuleSurveys surveys;
    private final FollowRules rules;
    private final Leads leads;
    private final Teams teams;
    private final Scopes scopes;

    SurveyLeads(RuleSurveys surveys, FollowRules rules, Leads leads, Teams teams, Scopes scopes) {
        this.surveys = surveys;
        this.rules = rules;
        this.leads = leads;
        this.teams = teams;
        this.scopes = scopes;
    }

    /** One batch of one survey, in a transaction of its own; false if there is nothing to do. */
    boolean once(int atMost) {
        return scopes.asWorker(
                () -> surveys.claim().map(survey -> look(survey, atMost)).orElse(false));
    }

    private boolean look(RuleSurveys.Survey survey, int atMost) {
        List<UUID> ids = surveys.leads(survey, atMost);
        if (ids.isEmpty()) {
            surveys.finish(survey);
            return true;
        }
        Set<TeamId> all = teams.all().stream().map(Team::id).collect(Collectors.toSet());
        rules.follow(leads.of(all, ids.stream().map(LeadId::new).toList()));
        surveys.wentTo(survey, ids.getLast());
        return true;
    }
}
