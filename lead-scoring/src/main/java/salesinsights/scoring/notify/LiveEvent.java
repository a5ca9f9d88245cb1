package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Something that a listener should know, in the state that it has now; the same state may come twice. */
public sealed interface LiveEvent {
    /** Where to go on after this event: what the client sends back as {@code Last-Event-ID}. */
    String id();

    /**
     * A lead or its score changed.
     *
     * @param score 0 to 100, of this moment
     * @param reasons the strongest first, in words
     * @param moved true if a field or the ledger changed within minutes, not just what a machine did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LeadChanged(
            @JsonIgnore String id,
            @JsonIgnore TeamId teamId,
            TeamPath team,
            LeadId lead,
            String title,
            @Nullable String owner,
            Stage stage,
            int score,
            Tier tier,
            List<String> reasons,
            @JsonIgnore boolean moved,
            long version)
            implements LiveEvent {
        public LeadChanged {
            reasons = List.copyOf(reasons);
        }

        static LeadChanged of(String id, Lead lead, LeadScore score, boolean moved) {
            return new LeadChanged(
                    id,
                    lead.teamId(),
                    lead.team(),
                    lead.id(),
                    lead.title(),
                    lead.owner(),
                    lead.stage(),
                    score.score(),
                    score.tier(),
                    score.reasons(),
                    moved,
                    lead.version());
        }
    }

    /** A follow-up task was opened, closed, put off or given to somebody. */
    record FollowUpChanged(String id, FollowUpView followUp) implements LiveEvent {}

    /**
     * More changed than is worth telling one by one, or the client was too slow: look at everything anew.
     *
     * @param teams whose, empty for everybody
     */
    record Reload(String id, @JsonIgnore Set<TeamId> teams) implements LiveEvent {
        public Reload {
            teams = Set.copyOf(teams);
        }

        static Reload forAll(String id) {
            return new Reload(id, Set.of());
        }
    }

    /** Nothing happened, and the stream is alive. */
    record Heartbeat(String id) implements LiveEvent {}
}
