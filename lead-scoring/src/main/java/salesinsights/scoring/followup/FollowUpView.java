package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * A follow-up task as it is shown.
 *
 * @param leadTitle what to call the lead
 * @param rule id of the rule that opened it
 * @param owner Keycloak name of the rep, null if the lead is nobody's yet
 * @param dueAt when it is due, or when it opens again if it is snoozed
 * @param onTime whether it was done by {@code dueAt}; null until it is done
 * @param outcome what the owner noted, or why it was cancelled
 * @param version raised by every change: what {@code If-Match} is compared with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FollowUpView(
        UUID id,
        @JsonIgnore TeamId teamId,
        TeamPath team,
        LeadId lead,
        String leadTitle,
        String rule,
        String title,
        String reason,
        @Nullable String owner,
        FollowUpStatus status,
        Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable Boolean onTime,
        @Nullable String outcome,
        Instant createdAt,
        long version) {}
