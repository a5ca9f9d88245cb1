package salesinsights.scoring.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Reports that come by mail. */
@ConfigMapping(prefix = "insights.report-mail")
interface ScheduleConfig {
    /** How often to look whose time has come. */
    @WithDefault("PT1M")
    Duration lookEvery();

    /** A report rests when its person was not seen logged in for so long. */
    @WithDefault("P45D")
    Duration confirmedWithin();
}
