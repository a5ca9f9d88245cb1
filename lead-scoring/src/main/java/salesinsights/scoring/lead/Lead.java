package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * A person who may buy, as one team knows them.
 *
 * @param externalId the CRM's id, unique in the team
 * @param email lower case, unique in the team; mail to and from it belongs to this lead
 * @param country ISO 3166-1 (or -2 such as US-CA)
 * @param owner Keycloak name of the rep, null if nobody has the lead yet
 * @param source where the lead came from; "mail" if a tracked message made it
 * @param attributes what an import brought beyond the fields above, by column name
 * @param edition raised when a field changes: what {@code If-Match} is compared with
 * @param version raised by every change that followers care for, also of the score
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lead(
        LeadId id,
        @JsonIgnore TeamId teamId,
        TeamPath team,
        @Nullable String externalId,
        String name,
        @Nullable String email,
        String company,
        @Nullable String phone,
        @Nullable String country,
        @Nullable String owner,
        Stage stage,
        @Nullable Outcome outcome,
        @Nullable Instant outcomeAt,
        String source,
        Map<String, String> attributes,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long edition,
        long version) {
    public Lead {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** What to call the lead on a screen: name, else address, else company, else the CRM's id; never blank. */
    @JsonIgnore
    public String title() {
        if (!name.isBlank()) {
            return name;
        }
        if (email != null) {
            return email;
        }
        if (!company.isBlank()) {
            return company;
        }
        return externalId == null ? "Lead without a name" : externalId;
    }
}
