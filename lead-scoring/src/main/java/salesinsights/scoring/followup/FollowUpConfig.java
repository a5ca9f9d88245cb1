package salesinsights.scoring.followup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Follow-ups: how often what is due is raised, and what to shorten for trying things out. */
@ConfigMapping(prefix = "insights.followup")
interface FollowUpConfig {
    /** How often due follow-ups are looked for; between two looks a task can be that late. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** Raised in one transaction. */
    @WithDefault("200")
    @Min(1)
    @Max(5000)
    int batch();

    /** In place of every team's business days, for trying things out: {@code PT5S}. */
    Optional<Duration> notReadAfter();

    /** Older mail is not watched, so that imported history makes no tasks. */
    @WithDefault("P30D")
    Duration watchSentWithin();

    /** A lead that cools down and crosses the line again within this time is noise, not news. */
    @WithDefault("P7D")
    Duration hotAgainAfter();
}
