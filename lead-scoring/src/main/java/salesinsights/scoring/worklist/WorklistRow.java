package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.OpenFollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.Grade;
import salesinsights.scoring.score.Tier;
import salesinsights.scoring.score.Trend;

/**
 * A lead to work on.
 *
 * @param score 0 to 100 at this moment
 * @param reasons the strongest first, in words
 * @param nextAction what to do now, in words
 * @param lastTouchAt when a person last did something, null if nobody ever did
 * @param lastTouch what that was, in lower case: {@code clicked}
 * @param openFollowUps how many tasks are open
 * @param nextFollowUp the one of them that is due first
 * @param winProbability 0 to 1, absent where no prediction is published
 * @param rest why it is put aside, in a list of those alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorklistRow(
        Lead lead,
        int score,
        Grade grade,
        Tier tier,
        Trend trend,
        List<String> reasons,
        String nextAction,
        @Nullable Instant lastTouchAt,
        @Nullable String lastTouch,
        int openFollowUps,
        @Nullable Due nextFollowUp,
        @Nullable Double winProbability,
        @Nullable Rest rest) {
    /** A task that waits to be done. */
    public record Due(UUID id, String title, Instant dueAt) {
        static Due of(OpenFollowUps.Open task) {
            return new Due(task.id(), task.title(), task.dueAt());
        }
    }
}
