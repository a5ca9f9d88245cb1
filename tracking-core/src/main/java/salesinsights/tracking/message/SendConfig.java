package salesinsights.tracking.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the queue of mail that goes out behaves. */
@ConfigMapping(prefix = "insights.sending")
interface SendConfig {
    /** How long after the first failure it is tried again; twice as long after each further one, at most an hour. */
    @WithDefault("30s")
    Duration tryAgainAfter();

    /** When it is given up (RFC 5321, 4.5.4.1: at least 4 to 5 days for a relay; a sales mail is stale before). */
    @WithDefault("48h")
    Duration giveUpAfter();

    /** How many connections to one server at once. */
    @WithDefault("2")
    int perServer();

    /** How long an answer to whoever sends waits for what becomes of it. */
    @WithDefault("5s")
    Duration answerWithin();

    /** How long the source of a message is kept whose copies never ended. */
    @WithDefault("P14D")
    Duration keepSources();
}
