package salesinsights.ui.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.SmtpServerView;
import salesinsights.ui.page.When;

/**
 * A server as it is listed.
 *
 * @param place where it is and as whom mail is handed over, in words
 * @param trouble what its last test said; null if nothing was wrong
 */
record SmtpRow(
        String id,
        String name,
        String team,
        String place,
        long waiting,
        @Nullable When testedAt,
        @Nullable String trouble) {
    static SmtpRow of(SmtpServerView server, Instant now) {
        String protection = switch (server.security()) {
            case STARTTLS -> "STARTTLS";
            case TLS -> "TLS";
            case NONE -> "in the clear";
        };
        String user = server.username() == null ? "" : server.username() + " at ";
        return new SmtpRow(
                server.id().toString(),
                server.name(),
                server.team(),
                user + server.host() + ":" + server.port() + ", " + protection,
                server.waiting(),
                When.ofNullable(server.testedAt(), now),
                server.trouble());
    }
}
