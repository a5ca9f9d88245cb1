package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox as others see it, with how reading it goes. Never with a secret.
 *
 * @param status {@code active}, {@code failing} or {@code paused}
 * @param sentence what is wrong and since when, empty if nothing is
 * @param readAt when it was last read without trouble
 * @param takenIn how many messages were read
 * @param backlog how many were there and not yet read, when it was last looked into
 * @param configured given by the configuration: nobody changes it here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailboxView(
        UUID id,
        String team,
        String name,
        String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String security,
        @Nullable String username,
        @Nullable String signIn,
        @Nullable String folder,
        @Nullable String tokenUrl,
        @Nullable String clientId,
        @Nullable String scope,
        @Nullable String relayAddress,
        String status,
        String sentence,
        @Nullable Instant readAt,
        long takenIn,
        long backlog,
        boolean configured) {}
