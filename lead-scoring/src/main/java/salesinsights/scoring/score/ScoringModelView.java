package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A version of a team's rule model.
 *
 * @param team whose leads it scores, with those of all teams below that have none of their own
 * @param number counts up in the team
 * @param edition what {@code If-Match} is compared with when a draft is changed
 * @param publishedAt when it was published last
 * @param since from when on it holds; absent if for all that ever happened
 * @param quartiles where its tiers begin, if they are quartiles; absent until they were worked out for the first time
 * @param definition groups of rules; left out of lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoringModelView(
        UUID id,
        TeamPath team,
        int number,
        String name,
        ScoringModelStatus status,
        long edition,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy,
        @Nullable Instant since,
        @Nullable Quartiles quartiles,
        @Nullable JsonNode definition) {
    /**
     * Where tiers begin that are quartiles.
     *
     * @param hot from which score on, 0 to 100: the upper quartile
     * @param warm from which score on: the median
     */
    public record Quartiles(int hot, int warm, Instant at) {}
}
