package salesinsights.tracking.token;

import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/**
 * A verified public key of a web site.
 *
 * @param origins which pages may use it, as a browser's {@code Origin} header says them
 */
public record SiteKey(TeamId team, UUID site, List<String> origins) {
    public SiteKey {
        origins = List.copyOf(origins);
    }
}
