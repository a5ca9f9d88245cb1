package salesinsights.scoring.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * With whom a lead is shared.
 *
 * @param team path, null if it is a person
 * @param user Keycloak's name, null if it is a team
 * @param work true if fields may be changed, false if the lead may only be seen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShareView(
        UUID id, @Nullable String team, @Nullable String user, boolean work, String sharedBy, Instant sharedAt) {
    /** Whom, for a sentence. */
    public String whom() {
        return team != null ? team : String.valueOf(user);
    }
}
