package salesinsights.crm.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the engine works. */
@ConfigMapping(prefix = "insights.crm.sync")
interface SyncConfig {
    /** Connections that this process serves at once. */
    @WithDefault("32")
    int connectionsAtOnce();

    /** Changed leads that are noted in one transaction. */
    @WithDefault("1000")
    int noteAtMost();

    /** After this many failures of one lead, while the CRM took others, it is set aside. */
    @WithDefault("8")
    int attemptsAtMost();

    /** The wait after the first failure in a row; it doubles from there. */
    @WithDefault("1s")
    Duration firstBackOff();

    /** A score that moved by fewer points, within its tier, is no news for the CRM yet. */
    @WithDefault("3")
    int scoreStep();

    /** After this long the CRM is told of every move of a score. */
    @WithDefault("15m")
    Duration scoreAfter();

    /** Follow-ups that are noted in one transaction, and rows of a comparison. */
    @WithDefault("500")
    int pieceAtMost();
}
