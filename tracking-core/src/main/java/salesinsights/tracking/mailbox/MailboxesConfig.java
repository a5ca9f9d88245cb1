package salesinsights.tracking.mailbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the teams' mailboxes are read. */
@ConfigMapping(prefix = "insights.mailboxes")
interface MailboxesConfig {
    /** How often new mail is looked for where the server does not tell by itself. */
    @WithDefault("30s")
    Duration every();

    /** For each of connecting, reading and writing. */
    @WithDefault("20s")
    Duration timeout();

    /** How many mailboxes one node reads at the same time; each takes a thread and a connection. */
    @WithDefault("100")
    int atMost();

    /** How long a person's word on an unmatched notice can be taken back before it is recorded. */
    @WithDefault("15s")
    Duration undoFor();
}
