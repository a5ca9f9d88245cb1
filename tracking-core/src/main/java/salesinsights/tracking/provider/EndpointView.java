package salesinsights.tracking.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * An address for a provider's reports, as it is shown.
 *
 * @param team whose mail it may tell about, with all teams below
 * @param status {@code active}, {@code paused} (requests are stored and wait) or {@code needs-key} (everything is refused)
 * @param url what to paste at the provider; with the secret only in the answer to the request that made it
 * @param paste what to do there, in words
 * @param secrets how many are in force: two while one is being replaced
 * @param waiting requests that are stored and not read yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointView(
        UUID id,
        TeamPath team,
        Provider provider,
        String name,
        String status,
        String url,
        String paste,
        List<String> topics,
        int secrets,
        long waiting,
        @Nullable Instant lastReceivedAt,
        String createdBy,
        Instant createdAt,
        @Nullable String secret) {
    public EndpointView {
        topics = List.copyOf(topics);
    }

    EndpointView showing(String made) {
        return new EndpointView(
                id,
                team,
                provider,
                name,
                status,
                url + "/" + made,
                paste,
                topics,
                secrets,
                waiting,
                lastReceivedAt,
                createdBy,
                createdAt,
                made);
    }
}
