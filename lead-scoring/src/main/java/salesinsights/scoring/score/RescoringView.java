package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far leads of a team are looked at anew, because another model holds for them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RescoringView(
        long leads, Instant askedAt, @Nullable Instant finishedAt) {}
