package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * Where notices of a team go besides.
 *
 * @param host of the address; the whole of it is a secret of Slack's and Teams'
 * @param status active, paused or ended (the receiver wants no more)
 * @param why why it ended, or what the last failure was
 * @param dead how many notices could not be delivered
 * @param secret what it signs with; only when it was just made or renewed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HookView(
        UUID id,
        TeamPath team,
        String name,
        String host,
        HookFormat format,
        String status,
        @Nullable String why,
        long waiting,
        long dead,
        int version,
        @Nullable String secret) {
    HookView showing(String made) {
        return new HookView(id, team, name, host, format, status, why, waiting, dead, version, made);
    }

    /** A notice that could not be delivered. */
    public record Dead(
            UUID id, String text, int tries, @Nullable String answered, Instant changedAt) {}
}
