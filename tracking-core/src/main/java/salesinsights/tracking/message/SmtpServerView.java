package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A team's SMTP server, without its password.
 *
 * @param edition raised by every change
 * @param waiting copies of the team that wait to be sent
 * @param testedAt when it was last tried out; null if never
 * @param trouble what was wrong then, in a sentence; null if nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SmtpServerView(
        UUID id,
        String team,
        String name,
        String host,
        int port,
        SmtpSecurity security,
        @Nullable String username,
        long edition,
        long waiting,
        @Nullable Instant testedAt,
        @Nullable String trouble) {
    /** All that the caller may see; they are few. */
    public record All(List<SmtpServerView> items) {}
}
