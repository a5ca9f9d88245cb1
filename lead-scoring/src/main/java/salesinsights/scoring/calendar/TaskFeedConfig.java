package salesinsights.scoring.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Feeds of follow-ups for calendar programs. */
@ConfigMapping(prefix = "insights.task-feed")
interface TaskFeedConfig {
    /** A feed rests when its person was not seen logged in for so long. */
    @WithDefault("P30D")
    Duration confirmedWithin();

    /** How long a closed task goes on being shown as closed, so that every calendar hears of it. */
    @WithDefault("P30D")
    Duration closedShown();
}
