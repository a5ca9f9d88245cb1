package salesinsights.scoring.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What people are told. */
@ConfigMapping(prefix = "insights.notices")
interface NoticeConfig {
    /** How often to look whose digest is due. */
    @WithDefault("PT1M")
    Duration digestLookEvery();

    /** A digest rests when its person was not seen logged in for so long. */
    @WithDefault("P30D")
    Duration confirmedWithin();
}
