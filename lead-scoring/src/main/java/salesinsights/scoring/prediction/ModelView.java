package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A version of a team's win prediction.
 *
 * @param number counts up in the team
 * @param origin {@code person} or {@code schedule}
 * @param progress 0 to 1
 * @param step what it is doing, in words
 * @param seed of the resampling; the same leads and the same seed give the same card
 * @param without columns that were not to be learned from
 * @param anyway columns that were to be learned from in spite of the check for columns filled in afterwards
 * @param card null until it is trained; lists leave it out
 * @param drift of the published version: how much open leads differ from those it learned from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(
        UUID id,
        TeamPath team,
        int number,
        ModelStatus status,
        String origin,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        double progress,
        String step,
        long seed,
        List<String> without,
        List<String> anyway,
        @Nullable ModelCard card,
        @Nullable List<ModelCard.Drift> drift,
        @Nullable Instant driftAt,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {}
