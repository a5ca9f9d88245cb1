package salesinsights.scoring.lead;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/**
 * Which leads are looked for, as a request says it; null leaves open.
 *
 * @param q words that begin a word of name, company, address or external id
 * @param atMost 1 to 500, 50 if it is not said
 */
record LeadSearch(
        @Nullable String q,
        @Nullable String owner,
        @Nullable String stage,
        @Nullable String email,
        @Nullable String team,
        @Nullable String after,
        @Nullable Integer atMost) {
    static final LeadSearch ALL = new LeadSearch(null, null, null, null, null, null, null);
    private static final int A_PAGE = 50;

    /** Within the caller's teams. */
    LeadQuery query(CurrentCaller caller) {
        Set<TeamId> teams = team == null || team.isBlank()
                ? caller.get().visibleTeamIds()
                : Set.of(caller.teamFor(team).id());
        return new LeadQuery(
                teams,
                text("q", q),
                text("owner", owner),
                stage == null || stage.isBlank() ? null : Stage.of(stage),
                text("email", email),
                after == null ? null : idOf(after),
                atMost == null ? A_PAGE : atMost);
    }

    private static LeadId idOf(String text) {
        try {
            return new LeadId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw Problem.invalid("after", "is not a cursor that was handed out here");
        }
    }

    private static @Nullable String text(String parameter, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return PlainText.of(given, 320);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid(parameter, String.valueOf(wrong.getMessage()));
        }
    }
}
