package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a team's follow-up rules.
 *
 * @param rules how many; absent if with this version the team follows the teams above
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleSetVersion(
        int version,
        String savedBy,
        Instant savedAt,
        @Nullable Integer rules) {}
