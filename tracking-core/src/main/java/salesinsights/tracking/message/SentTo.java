package salesinsights.tracking.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * One recipient of one message, as downstream sees it.
 *
 * @param address lower case
 * @param senderUser Keycloak name of the rep who sent it
 * @param country ISO 3166-1 (or -2 for US-CA, CA-QC), null if unknown
 * @param sentAt when the SMTP server took it; null until then
 */
public record SentTo(
        UUID recipient,
        TeamId team,
        UUID message,
        String address,
        String name,
        @Nullable String country,
        String senderUser,
        String subject,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable Instant sentAt) {}
