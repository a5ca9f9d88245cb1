package salesinsights.tracking.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * One of the caller's application passwords.
 *
 * @param team whose mail it sends
 * @param status {@code active}, {@code revoked}, or {@code resting} until the person has logged in again
 * @param password only in the answer to the request that made it, never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordView(
        UUID id,
        TeamPath team,
        String name,
        String user,
        String address,
        String status,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable String password) {
    PasswordView showing(String made) {
        return new PasswordView(id, team, name, user, address, status, createdAt, lastUsedAt, made);
    }

    /** All of them, newest first. */
    public record Listed(List<PasswordView> items, Connecting connect) {
        public Listed {
            items = List.copyOf(items);
        }
    }

    /**
     * What a mail program has to be told.
     *
     * @param port 0 if the relay is switched off
     * @param security {@code STARTTLS} or {@code none}
     */
    public record Connecting(String host, int port, String security, String user) {}
}
